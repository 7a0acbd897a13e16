import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { PersonId, RoundId, TournamentId } from '../rules/ids.ts';

/** Somebody who may get a message. */
export interface Addressee {
  readonly id: PersonId;
  readonly name: string;
  readonly kind: 'speaker' | 'adjudicator' | 'coach';
  readonly teamId: number | null;
  /** Empty where none is on record. */
  readonly email: string;
  /** The secret of their private link; null where they have none. */
  readonly urlKey: string | null;
}

const addresseesQuery = textQuery<{ tournamentId: TournamentId }, Addressee>(
  'messages.addressees',
  `select p.id, p.name, p.kind, s.team_id as "teamId", coalesce(p.email, '') as email, l.url_key as "urlKey"
   from people p left join speakers s on s.id = p.id
   left join private_links l on l.person_id = p.id and l.revoked_at is null
   where p.tournament_id = $1 order by p.kind, p.name, p.id limit 8000`,
  ({ tournamentId }) => [tournamentId],
);

/** Everybody of the tournament by kind and name. */
export function addressees(db: Queryable, tournamentId: TournamentId): Promise<Addressee[]> {
  return db.run(addresseesQuery, { tournamentId });
}

const amongQuery = textQuery<{ ids: readonly PersonId[] }, Addressee>(
  'messages.addresseesAmong',
  `select p.id, p.name, p.kind, s.team_id as "teamId", coalesce(p.email, '') as email, l.url_key as "urlKey"
   from people p left join speakers s on s.id = p.id
   left join private_links l on l.person_id = p.id and l.revoked_at is null
   where p.id = any($1::int[]) order by p.id limit 8000`,
  ({ ids }) => [ids],
);

/** The same of a few. */
export function addresseesAmong(db: Queryable, ids: readonly PersonId[]): Promise<Addressee[]> {
  return db.run(amongQuery, { ids });
}

export interface NewMessage {
  readonly personId: PersonId;
  readonly address: string;
  readonly subject: string;
  readonly body: string;
}

interface Put {
  readonly tournamentId: TournamentId;
  readonly intent: string;
  readonly kind: string;
  readonly roundId: RoundId | null;
  readonly actor: string;
  readonly messages: readonly NewMessage[];
}

// Text: all of them in one statement; a form that is sent twice puts them once.
const putQuery = textQuery<Put, { id: number }>(
  'messages.put',
  `insert into messages (tournament_id, intent, kind, round_id, actor, person_id, address, subject, body)
   select $1, $2, $3, $4::int, $5, "personId", address, subject, body
   from jsonb_to_recordset($6::jsonb) as new("personId" int, address text, subject text, body text)
   on conflict (intent, person_id) do nothing returning id`,
  ({ tournamentId, intent, kind, roundId, actor, messages }) => [tournamentId, intent, kind, roundId, actor, JSON.stringify(messages)],
);

/** Puts messages on their way; gives how many are new. */
export async function put(db: Queryable, args: Put): Promise<number> {
  return (await db.run(putQuery, args)).length;
}

/** One that is to be delivered now. */
export interface DueMessage {
  readonly id: number;
  readonly tournament: string;
  readonly replyName: string | null;
  readonly replyAddress: string | null;
  readonly address: string;
  readonly subject: string;
  readonly body: string;
  /** This one counted. */
  readonly tries: number;
  /** The same each time it is tried, so that a mail server can tell a second copy. */
  readonly key: string;
}

// Text: whoever takes them holds them for a minute; another worker passes over what is held.
const takeQuery = textQuery<{ now: Date; limit: number }, DueMessage>(
  'messages.take',
  `with due as (
     select id from messages where status = 'waiting' and next_try_at <= $1::timestamptz order by id limit $2 for update skip locked),
   taken as (
     update messages m set tries = tries + 1, next_try_at = $1::timestamptz + interval '1 minute' from due where m.id = due.id returning m.*)
   select taken.id, t.name as tournament, t.settings ->> 'email.reply_to_name' as "replyName",
     t.settings ->> 'email.reply_to_address' as "replyAddress", address, subject, body, tries, intent || '-' || person_id as key
   from taken join tournaments t on t.id = taken.tournament_id order by taken.id`,
  ({ now, limit }) => [now, limit],
);

/** Takes what is due, the oldest first. */
export function take(db: Queryable, args: { readonly now: Date; readonly limit: number }): Promise<DueMessage[]> {
  return db.run(takeQuery, args);
}

const sentQuery = textQuery<{ id: number; at: Date }, unknown>(
  'messages.sent',
  `update messages set status = 'sent', sent_at = $2, failure = null where id = $1`,
  ({ id, at }) => [id, at],
);

/** The mail server has taken it. */
export async function setSent(db: Queryable, id: number, at: Date): Promise<void> {
  await db.run(sentQuery, { id, at });
}

const failedQuery = textQuery<{ id: number; failure: string; nextTry: Date | null }, unknown>(
  'messages.failed',
  `update messages set failure = $2, status = case when $3::timestamptz is null then 'failed' else 'waiting' end,
   next_try_at = coalesce($3::timestamptz, next_try_at) where id = $1`,
  ({ id, failure, nextTry }) => [id, failure, nextTry],
);

/** The mail server did not take it; it is tried again then, or given up. */
export async function setFailed(
  db: Queryable,
  failed: { readonly id: number; readonly failure: string; readonly nextTry: Date | null },
): Promise<void> {
  await db.run(failedQuery, failed);
}

export interface MessageRow {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly address: string;
  readonly subject: string;
  readonly status: 'waiting' | 'sent' | 'failed';
  readonly tries: number;
  readonly failure: string | null;
  readonly at: Date;
}

const latestQuery = textQuery<{ tournamentId: TournamentId }, MessageRow>(
  'messages.latest',
  `select m.id, m.kind, p.name, m.address, m.subject, m.status, m.tries, m.failure, coalesce(m.sent_at, m.created_at) as at
   from messages m join people p on p.id = m.person_id where m.tournament_id = $1
   order by (m.status = 'failed') desc, m.id desc limit 200`,
  ({ tournamentId }) => [tournamentId],
);

/** What failed, then the newest. */
export function latest(db: Queryable, tournamentId: TournamentId): Promise<MessageRow[]> {
  return db.run(latestQuery, { tournamentId });
}

export type MessageCounts = Readonly<Record<MessageRow['status'], number>>;

const countsQuery = textQuery<{ tournamentId: TournamentId }, { status: MessageRow['status']; count: number }>(
  'messages.counts',
  'select status, count(*)::int as count from messages where tournament_id = $1 group by status',
  ({ tournamentId }) => [tournamentId],
);

export async function counts(db: Queryable, tournamentId: TournamentId): Promise<MessageCounts> {
  const rows = await db.run(countsQuery, { tournamentId });
  const of = (status: MessageRow['status']): number => rows.find((row) => row.status === status)?.count ?? 0;
  return { waiting: of('waiting'), sent: of('sent'), failed: of('failed') };
}

const againQuery = textQuery<{ tournamentId: TournamentId; now: Date }, unknown>(
  'messages.again',
  `update messages set status = 'waiting', tries = 0, next_try_at = $2 where tournament_id = $1 and status = 'failed'`,
  ({ tournamentId, now }) => [tournamentId, now],
);

/** Whatever was given up is tried again. */
export async function tryAgain(db: Queryable, args: { readonly tournamentId: TournamentId; readonly now: Date }): Promise<void> {
  await db.run(againQuery, args);
}
