import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import { graceMs } from '../rules/timeout.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** Somebody on a page. */
export interface PersonOnPage {
  readonly code: string;
  readonly pageIndex: number;
}

// Text: an upsert.
const openGateQuery = textQuery<{ sessionId: number; pageIndex: number }, unknown>(
  'operation.openGate',
  'insert into lab_gate (session_id, page_index) values ($1, $2) on conflict do nothing',
  ({ sessionId, pageIndex }) => [sessionId, pageIndex],
);

/** From now on nobody waits at this gate. */
export async function openGate(db: Queryable, gate: { readonly sessionId: number; readonly pageIndex: number }): Promise<void> {
  await db.run(openGateQuery, gate);
}

const gatesQuery = query('operation.gates', (db, args: { sessionId: number }) =>
  db
    .selectFrom('lab_gate')
    .select(['page_index as pageIndex', 'opened_at as openedAt'])
    .where('session_id', '=', args.sessionId)
    .limit(1000),
);

/** The gates that are open. */
export function openGates(db: Queryable, sessionId: number): Promise<{ pageIndex: number; openedAt: Date }[]> {
  return db.run(gatesQuery, { sessionId });
}

const atQuery = query('operation.at', (db, args: { sessionId: number; pageIndex: number }) =>
  db
    .selectFrom('lab_participant')
    .select(['code', 'page_index as pageIndex'])
    .where('session_id', '=', args.sessionId)
    .where('page_index', '=', args.pageIndex)
    .orderBy('number')
    .limit(10_000),
);

/** Everybody who is at a page. */
export function peopleAt(db: Queryable, place: { readonly sessionId: number; readonly pageIndex: number }): Promise<PersonOnPage[]> {
  return db.run(atQuery, place);
}

// Text: timers rest while the session does; `infinity`.
const pauseQuery = textQuery<{ sessionId: number }, PersonOnPage>(
  'operation.pause',
  `with paused as (update lab_session set paused_at = clock_timestamp() where id = $1 and paused_at is null returning id),
   rested as (
     update lab_timer t set fire_at = 'infinity' from lab_participant p, paused where p.session_id = paused.id and t.participant_id = p.id)
   update lab_participant p set is_paused = true, rev = rev + 1 from paused where p.session_id = paused.id
   returning p.code, p.page_index as "pageIndex"`,
  ({ sessionId }) => [sessionId],
);

/** Nobody goes on from now. Gives everybody; nobody when it was paused before. */
export function pause(tx: Transaction, sessionId: number): Promise<PersonOnPage[]> {
  return tx.run(pauseQuery, { sessionId });
}

// Text: every deadline moves by the time that the session rested, also the clocks that several pages share.
const resumeQuery = textQuery<{ sessionId: number }, PersonOnPage>(
  'operation.resume',
  `with was as (select id, clock_timestamp() - paused_at as rest from lab_session where id = $1 and paused_at is not null for update),
   resumed as (update lab_session s set paused_at = null from was where s.id = was.id),
   awake as (
     update lab_timer t set deadline_at = t.deadline_at + was.rest, fire_at = t.deadline_at + was.rest + ${graceMs} * interval '1 ms'
     from lab_participant p, was where p.session_id = was.id and t.participant_id = p.id)
   update lab_participant p set is_paused = false, rev = rev + 1,
     data = case when p.data::text like '%"clock:%' then (
       select jsonb_object_agg(key, case when key like 'clock:%'
         then to_jsonb(value::text::float8 + extract(epoch from was.rest)::float8 * 1000) else value end) from jsonb_each(p.data)) else p.data end
   from was where p.session_id = was.id returning p.code, p.page_index as "pageIndex"`,
  ({ sessionId }) => [sessionId],
);

/** People go on, with as much time as they had. Gives everybody; nobody when it was not paused. */
export function resume(tx: Transaction, sessionId: number): Promise<PersonOnPage[]> {
  return tx.run(resumeQuery, { sessionId });
}

// Text: one participant or all.
const noticeQuery = textQuery<{ sessionId: number; code: string | null; text: string | null }, PersonOnPage>(
  'operation.notice',
  `update lab_participant set notice = $3 where session_id = $1 and ($2::text is null or code = $2) returning code, page_index as "pageIndex"`,
  ({ sessionId, code, text }) => [sessionId, code, text],
);

/** Puts words before one participant, or before all; null takes them away. Gives who they are. */
export function setNotice(
  db: Queryable,
  notice: { readonly sessionId: number; readonly code: string | null; readonly text: string | null },
): Promise<PersonOnPage[]> {
  return db.run(noticeQuery, notice);
}

const dismissQuery = query('operation.dismiss', (db, args: { code: string }) =>
  db.updateTable('lab_participant').set({ notice: null }).where('code', '=', args.code),
);

/** A participant has read the notice. */
export async function dismissNotice(db: Queryable, code: string): Promise<void> {
  await db.run(dismissQuery, { code });
}
