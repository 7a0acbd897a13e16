import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** An address that is told what happens. */
export interface Webhook {
  readonly id: number;
  readonly url: string;
  readonly events: readonly string[];
  readonly madeAt: Date;
}

const listQuery = query('webhooks.list', (db) =>
  db.selectFrom('lab_webhook').select(['id', 'url', 'events', 'made_at as madeAt']).orderBy('id').limit(100),
);

export function webhooks(db: Queryable): Promise<Webhook[]> {
  return db.run(listQuery, {});
}

interface NewWebhook {
  readonly url: string;
  readonly secret: string;
  readonly events: readonly string[];
}

const addQuery = textQuery<NewWebhook, { id: number }>(
  'webhooks.add',
  'insert into lab_webhook (url, secret, events) values ($1, $2, $3::text[]) returning id',
  ({ url, secret, events }) => [url, secret, events],
);

export async function addWebhook(db: Queryable, wish: NewWebhook): Promise<number> {
  return (await db.one(addQuery, wish)).id;
}

const removeQuery = query('webhooks.remove', (db, args: { id: number }) =>
  db.deleteFrom('lab_webhook').where('id', '=', args.id).returning('id'),
);

/** False when there is none of that number. */
export async function removeWebhook(db: Queryable, id: number): Promise<boolean> {
  return (await db.maybeOne(removeQuery, { id })) !== null;
}

// Text: what has happened since an address was added, found in the tables themselves, so that no page pays for it. The unique key of webhook,
// event and subject makes that each thing is told once, however many processes look.
const collectQuery = textQuery<object, unknown>(
  'webhooks.collect',
  `insert into lab_delivery (webhook_id, event, subject, body)
   select w.id, e.event, e.subject, e.body from lab_webhook w join (
     select 'session_created' as event, code as subject, created_at as at,
       jsonb_build_object('session_code', code, 'config_name', config_name, 'num_participants', num_participants, 'is_demo', is_demo) as body
       from lab_session where created_at > clock_timestamp() - interval '1 day'
     union all
     select 'participant_finished', p.code, p.last_page_at,
       jsonb_build_object('session_code', s.code, 'participant_code', p.code, 'label', p.label, 'payoff', p.payoff)
       from lab_participant p join lab_session s on s.id = p.session_id
       where p.page_index > s.max_page_index and p.last_page_at > clock_timestamp() - interval '1 day'
     union all
     select 'dropout', p.code, coalesce(p.last_page_at, p.started_at, s.created_at),
       jsonb_build_object('session_code', s.code, 'participant_code', p.code, 'label', p.label)
       from lab_participant p join lab_session s on s.id = p.session_id
       where p.status = 'dropout' and s.created_at > clock_timestamp() - interval '7 days'
     union all
     select 'error', s.code || '/' || m.page_index || '/' || m.group_id || '/' || extract(epoch from m.failed_at)::text, m.failed_at,
       jsonb_build_object('session_code', s.code, 'page_index', m.page_index, 'message', m.fault)
       from lab_wait m join lab_session s on s.id = m.session_id where m.failed_at is not null
   ) e on e.event = any(w.events) and (e.at >= w.made_at or e.event = 'dropout')
   on conflict (webhook_id, event, subject) do nothing`,
  () => [],
);

/** Notes for each address what it has not been told yet. */
export async function collect(db: Queryable): Promise<void> {
  await db.run(collectQuery, {});
}

/** Something that an address is to be told now. */
export interface Delivery {
  readonly id: number;
  readonly url: string;
  readonly secret: string;
  readonly event: string;
  readonly body: object;
  /** This one included. */
  readonly attempts: number;
}

// Text: `skip locked`, so that processes share the work; who dies with one in hand leaves it to be tried again.
const takeQuery = textQuery<{ limit: number }, Delivery>(
  'webhooks.take',
  `update lab_delivery d set attempts = attempts + 1, next_at = clock_timestamp() + interval '2 min' from lab_webhook w
   where w.id = d.webhook_id and d.id in (
     select id from lab_delivery where next_at <= clock_timestamp() order by next_at limit $1 for update skip locked)
   returning d.id::float8 as id, w.url, w.secret, d.event, d.body, d.attempts`,
  ({ limit }) => [limit],
);

export function take(db: Queryable, limit: number): Promise<Delivery[]> {
  return db.run(takeQuery, { limit });
}

interface Outcome {
  readonly id: number;
  /** Null: it was taken. */
  readonly fault: string | null;
  /** When it is tried again; null: never. */
  readonly waitMs: number | null;
}

const outcomeQuery = textQuery<Outcome, unknown>(
  'webhooks.outcome',
  `update lab_delivery set fault = $2, done_at = case when $2::text is null then clock_timestamp() end,
     next_at = clock_timestamp() + $3::float8 * interval '1 ms' where id = $1`,
  ({ id, fault, waitMs }) => [id, fault, waitMs],
);

export async function noteOutcome(db: Queryable, outcome: Outcome): Promise<void> {
  await db.run(outcomeQuery, outcome);
}
