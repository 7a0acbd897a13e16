import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Data } from '../game/objects/rows.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** A session whose data is exported. */
export interface StoredExport {
  readonly id: number;
  readonly code: string;
  readonly label: string | null;
  readonly comment: string | null;
  readonly isDemo: boolean;
  readonly config: Readonly<Record<string, unknown>>;
  readonly numParticipants: number;
  readonly maxPageIndex: number;
  /** Of everything that chance decided. */
  readonly seed: string;
  readonly data: Data;
}

const sessionsQuery = query('exports.sessions', (db, args: { code: string | null }) =>
  db
    .selectFrom('lab_session')
    .select(['id', 'code', 'label', 'comment', 'is_demo as isDemo', 'config', 'num_participants as numParticipants'])
    .select(['max_page_index as maxPageIndex', 'seed', 'data'])
    .where((eb) => eb.or([eb('code', '=', args.code), eb(eb.cast<string | null>(eb.val(args.code), 'text'), 'is', null)]))
    .orderBy('id')
    .limit(10_000),
);

/** One session, or with null all of them, in the order they were made. */
export function sessions(db: Queryable, code: string | null): Promise<StoredExport[]> {
  return db.run(sessionsQuery, { code });
}

/** One round of a session. */
export interface StoredRound {
  readonly sessionId: number;
  readonly sub: number;
  readonly game: string;
  readonly round: number;
  readonly data: Data;
}

const roundsQuery = query('exports.rounds', (db, args: { sessionIds: readonly number[] }) =>
  db
    .selectFrom('lab_subsession')
    .select(['session_id as sessionId', 'sub', 'game', 'round', 'data'])
    .where((eb) => eb('session_id', '=', eb.fn.any(eb.val(args.sessionIds))))
    .orderBy('session_id')
    .orderBy('sub')
    .limit(1_000_000),
);

/** The rounds of sessions, in the order they are played. */
export function rounds(db: Queryable, sessionIds: readonly number[]): Promise<StoredRound[]> {
  return db.run(roundsQuery, { sessionIds });
}

/** A participant whose data is exported. */
export interface StoredPerson {
  readonly id: number;
  readonly number: number;
  readonly code: string;
  readonly label: string | null;
  readonly isBot: boolean;
  readonly pageIndex: number;
  /** `YYYY-MM-DD HH:MM:SS.ffffff`, UTC. */
  readonly startedAt: string | null;
  /** The same as milliseconds since 1970. */
  readonly startedMs: number | null;
  readonly isVisited: boolean;
  readonly payoff: number;
  readonly data: Data;
  /** By round. */
  readonly players: readonly StoredPlayer[];
}

/** Somebody in one round. */
export interface StoredPlayer {
  readonly sub: number;
  readonly seat: number;
  readonly payoff: number;
  readonly data: Data;
  readonly group: number;
  readonly groupData: Data;
}

/** Some people of a session: those after a number. */
interface Slice {
  readonly sessionId: number;
  readonly after: number;
  readonly limit: number;
  /** Only this round of theirs; null: all. */
  readonly sub: number | null;
}

// Text: one statement, so that people, players and groups are of one moment; and a timestamp to the microsecond, which a Date does not hold.
const peopleQuery = textQuery<Slice, StoredPerson>(
  'exports.people',
  `select p.id, p.number, p.code, p.label, p.is_bot as "isBot", p.page_index as "pageIndex", p.visited as "isVisited", p.payoff::float8 as payoff,
     p.data, to_char(p.started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as "startedAt",
     floor(extract(epoch from p.started_at) * 1000)::float8 as "startedMs",
     coalesce((select json_agg(json_build_object('sub', pl.sub, 'seat', pl.seat, 'payoff', pl.payoff, 'data', pl.data, 'group', g.number, 'groupData', g.data)
         order by pl.sub)
       from lab_player pl join lab_group g on g.id = pl.group_id
       where pl.participant_id = p.id and ($4::int is null or pl.sub = $4::int)), '[]') as players
   from lab_participant p where p.session_id = $1 and p.number > $2 order by p.number limit $3`,
  ({ sessionId, after, limit, sub }) => [sessionId, after, limit, sub],
);

/** The next people of a session, by number, with what they did. */
export function people(db: Queryable, slice: Slice): Promise<StoredPerson[]> {
  return db.run(peopleQuery, slice);
}

/** A page that somebody has left. */
export interface StoredPageTime {
  readonly participantId: number;
  readonly pageIndex: number;
  readonly isWait: boolean;
  readonly isTimedOut: boolean;
  readonly completedMs: number;
  /** How often the page was left; more than once by whoever came back. */
  readonly visits: number;
}

// Text: the moment as milliseconds since 1970.
const pageTimesQuery = textQuery<{ participantIds: readonly number[] }, StoredPageTime>(
  'exports.pageTimes',
  `select participant_id as "participantId", page_index as "pageIndex", is_wait as "isWait", timed_out as "isTimedOut", visits,
     floor(extract(epoch from completed_at) * 1000)::float8 as "completedMs"
   from lab_page_time where participant_id = any($1::int[]) order by participant_id, page_index limit 2000000`,
  ({ participantIds }) => [participantIds],
);

/** Every page these people have left, in order. */
export function pageTimes(db: Queryable, participantIds: readonly number[]): Promise<StoredPageTime[]> {
  return db.run(pageTimesQuery, { participantIds });
}

/** A row of a game's table. */
export interface StoredRecord {
  readonly id: number;
  readonly sub: number;
  /** The group's number in the round; null when the row belongs to the round as a whole. */
  readonly group: number | null;
  /** Null when the row belongs to nobody. */
  readonly code: string | null;
  readonly number: number | null;
  readonly label: string | null;
  readonly atMs: number;
  readonly data: Data;
}

/** Some rows of a table: those after an id. */
interface RecordSlice {
  readonly sessionId: number;
  readonly subs: readonly number[];
  readonly name: string;
  readonly after: number;
  readonly limit: number;
}

// Text: the moment as milliseconds since 1970, and a bigint as a number.
const recordsQuery = textQuery<RecordSlice, StoredRecord>(
  'exports.records',
  `select r.id::float8 as id, r.sub, g.number as "group", p.code, p.number, p.label, r.data,
     floor(extract(epoch from r.at) * 1000)::float8 as "atMs"
   from lab_record r left join lab_group g on g.id = r.group_id left join lab_participant p on p.id = r.participant_id
   where r.session_id = $1 and r.sub = any($2::int[]) and r.name = $3 and r.id > $4::bigint order by r.id limit $5`,
  ({ sessionId, subs, name, after, limit }) => [sessionId, subs, name, after, limit],
);

/** The next rows of a table of a session, in the order they were added. */
export function records(db: Queryable, slice: RecordSlice): Promise<StoredRecord[]> {
  return db.run(recordsQuery, slice);
}
