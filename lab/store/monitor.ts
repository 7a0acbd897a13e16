import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Data } from '../game/objects/rows.ts';
import { orderField } from '../rules/game-order.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** Where a participant is now. */
export interface PersonNow {
  readonly number: number;
  readonly code: string;
  readonly label: string | null;
  readonly pageIndex: number;
  /** Of the games that come in any order; null where there are none. */
  readonly gameOrder: string | null;
  /** What the field `treatment` of the participant, the player or the group holds; null where there is none. */
  readonly treatment: string | null;
  readonly groupId: number;
  /** The group's number in the round. */
  readonly group: number;
  /** Milliseconds since they came to this page, by the database's clock. */
  readonly sinceMs: number | null;
  /** Milliseconds since their browser was heard of; null when it never was. */
  readonly seenAgoMs: number | null;
  readonly payoff: number;
  readonly status: string;
  /** The server plays this seat. */
  readonly isBot: boolean;
  /** What went wrong when their group was complete. */
  readonly fault: string | null;
  /** Milliseconds until the time of their page is up; null without a clock. */
  readonly leftMs: number | null;
  /** The whole session stands still. */
  readonly isPaused: boolean;
  /** What they are told and have not read. */
  readonly notice: string | null;
}

// Text: the database's own clock, and casts.
const peopleQuery = textQuery<{ sessionId: number }, PersonNow>(
  'monitor.people',
  `select p.number, p.code, p.label, p.page_index as "pageIndex", p.data->>'${orderField}' as "gameOrder",
     coalesce(p.data->>'treatment', pl.data->>'treatment', g.data->>'treatment') as treatment, g.id as "groupId", g.number as "group", p.payoff::float8 as payoff, p.status, p.is_bot as "isBot",
     p.is_paused as "isPaused", p.notice, (extract(epoch from t.deadline_at - clock_timestamp()) * 1000)::float8 as "leftMs",
     (extract(epoch from clock_timestamp() - coalesce(p.last_page_at, p.started_at)) * 1000)::float8 as "sinceMs",
     (extract(epoch from clock_timestamp() - seen.seen_at) * 1000)::float8 as "seenAgoMs",
     (select w.fault from lab_wait w where w.session_id = p.session_id and w.page_index = p.page_index and w.group_id in (g.id, 0)
       and w.failed_at is not null limit 1) as fault
   from lab_participant p
   join lab_player pl on pl.participant_id = p.id and pl.sub = p.sub
   join lab_group g on g.id = pl.group_id
   left join lab_presence seen on seen.participant_id = p.id
   left join lab_timer t on t.participant_id = p.id and t.page_index = p.page_index and t.seen
   where p.session_id = $1 order by p.number limit 20000`,
  ({ sessionId }) => [sessionId],
);

/** Everybody, by number. */
export function people(db: Queryable, sessionId: number): Promise<PersonNow[]> {
  return db.run(peopleQuery, { sessionId });
}

// Text: an aggregate over the groups that somebody is in now.
const membersQuery = textQuery<{ sessionId: number }, { groupId: number; numbers: number[] }>(
  'monitor.members',
  `select pl.group_id as "groupId", array_agg(p.number order by p.number) as numbers
   from lab_player pl join lab_participant p on p.id = pl.participant_id
   where pl.group_id in (select own.group_id from lab_participant q join lab_player own on own.participant_id = q.id and own.sub = q.sub where q.session_id = $1)
   group by pl.group_id limit 20000`,
  ({ sessionId }) => [sessionId],
);

/** The participant numbers in each group that somebody is in now. */
export async function members(db: Queryable, sessionId: number): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await db.run(membersQuery, { sessionId });
  return new Map(rows.map((row) => [row.groupId, row.numbers]));
}

// Text: a sum that leaves the database as text.
const changesQuery = textQuery<{ sessionId: number }, { count: string }>(
  'monitor.changes',
  'select coalesce(sum(rev), 0)::text as count from lab_participant where session_id = $1',
  ({ sessionId }) => [sessionId],
);

/** Another text whenever anything of a session's data was written. */
export async function changes(db: Queryable, sessionId: number): Promise<string> {
  return (await db.one(changesQuery, { sessionId })).count;
}

/** How long a page took. */
export interface PageDuration {
  readonly pageIndex: number;
  readonly medianMs: number;
  readonly people: number;
}

// Text: window functions.
const durationsQuery = textQuery<{ sessionId: number }, PageDuration>(
  'monitor.durations',
  `select page_index as "pageIndex", percentile_cont(0.5) within group (order by ms)::float8 as "medianMs", count(*)::int as people
   from (select t.page_index, t.is_wait,
           (extract(epoch from t.completed_at - coalesce(lag(t.completed_at) over (partition by t.participant_id order by t.page_index),
             p.started_at)) * 1000)::float8 as ms
         from lab_page_time t join lab_participant p on p.id = t.participant_id where p.session_id = $1) took
   where ms is not null and not is_wait group by page_index order by page_index limit 5000`,
  ({ sessionId }) => [sessionId],
);

/** Half of the people were faster: by page, wait pages left out. */
export function durations(db: Queryable, sessionId: number): Promise<PageDuration[]> {
  return db.run(durationsQuery, { sessionId });
}

const roundQuery = query('monitor.round', (db, args: { sessionId: number; sub: number }) =>
  db
    .selectFrom('lab_player as pl')
    .innerJoin('lab_participant as p', 'p.id', 'pl.participant_id')
    .innerJoin('lab_group as g', 'g.id', 'pl.group_id')
    .select(['p.number', 'p.code', 'p.label', 'pl.seat', 'pl.payoff', 'pl.data', 'g.number as group', 'g.data as groupData'])
    .where('p.session_id', '=', args.sessionId)
    .where('pl.sub', '=', args.sub)
    .orderBy('p.number')
    .limit(20_000),
);

export type PlayerInRound = Awaited<ReturnType<typeof round>>[number];

/** Everybody's data of one round, by participant number. */
export async function round(db: Queryable, wanted: { readonly sessionId: number; readonly sub: number }) {
  const rows = await db.run(roundQuery, wanted);
  return rows.map((row) => ({ ...row, payoff: Number(row.payoff) }));
}

const sharedQuery = query('monitor.shared', (db, args: { sessionId: number; sub: number }) =>
  db.selectFrom('lab_subsession').select('data').where('session_id', '=', args.sessionId).where('sub', '=', args.sub),
);

/** What a round as a whole holds. */
export async function shared(db: Queryable, wanted: { readonly sessionId: number; readonly sub: number }): Promise<Data> {
  return (await db.maybeOne(sharedQuery, wanted))?.data ?? {};
}
