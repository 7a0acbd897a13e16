import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Data } from '../game/objects/rows.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** A session in a list. */
export interface SessionLine {
  readonly code: string;
  readonly joinCode: string;
  readonly configName: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly label: string | null;
  readonly numParticipants: number;
  readonly createdAt: Date;
  readonly started: number;
  readonly finished: number;
}

const listQuery = query('overview.list', (db, args: { isArchived: boolean }) =>
  db
    .selectFrom('lab_session as s')
    .innerJoin('lab_participant as p', 'p.session_id', 's.id')
    .select([
      's.code',
      's.join_code as joinCode',
      's.config_name as configName',
      's.config',
      's.label',
      's.num_participants as numParticipants',
    ])
    .select(['s.created_at as createdAt'])
    .select(({ fn }) => [
      fn.count<string>('p.id').filterWhere('p.page_index', '>', 0).as('started'),
      fn
        .count<string>('p.id')
        .filterWhere('p.page_index', '>', (eb) => eb.ref('s.max_page_index'))
        .as('finished'),
    ])
    .where('s.is_demo', '=', false)
    .where('s.is_archived', '=', args.isArchived)
    .groupBy('s.id')
    .orderBy('s.id', 'desc')
    .limit(500),
);

/** The newest 500 sessions that are no demos. */
export async function list(db: Queryable, isArchived: boolean): Promise<SessionLine[]> {
  const rows = await db.run(listQuery, { isArchived });
  return rows.map((row) => ({ ...row, started: Number(row.started), finished: Number(row.finished) }));
}

/** What the pages about one session have in their head. */
export interface SessionHead {
  readonly id: number;
  readonly code: string;
  readonly joinCode: string;
  readonly configName: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly fingerprint: string;
  readonly label: string | null;
  readonly comment: string | null;
  readonly numParticipants: number;
  readonly maxPageIndex: number;
  readonly isDemo: boolean;
  readonly isArchived: boolean;
  readonly createdAt: Date;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly data: Data;
  /** The name of the room where it is; null when it is in none. */
  readonly room: string | null;
}

const headQuery = query('overview.head', (db, args: { code: string }) =>
  db
    .selectFrom('lab_session as s')
    .leftJoin('lab_room as r', 'r.session_id', 's.id')
    .select([
      's.id',
      's.code',
      's.join_code as joinCode',
      's.config_name as configName',
      's.config',
      's.fingerprint',
      's.label',
      's.comment',
    ])
    .select(['s.num_participants as numParticipants', 's.max_page_index as maxPageIndex', 's.is_demo as isDemo'])
    .select(['s.is_archived as isArchived', 's.created_at as createdAt', 's.vars', 's.data', 'r.name as room'])
    .where('s.code', '=', args.code),
);

export function head(db: Queryable, code: string): Promise<SessionHead | null> {
  return db.maybeOne(headQuery, { code });
}

/** A participant in a list. */
export interface ParticipantLine {
  readonly number: number;
  readonly code: string;
  readonly label: string | null;
  readonly isVisited: boolean;
  readonly pageIndex: number;
  readonly payoff: number;
  readonly status: string;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly data: Data;
}

// Text: the amount leaves the database as a number.
const participantsQuery = textQuery<{ sessionId: number }, ParticipantLine>(
  'overview.participants',
  `select number, code, label, visited as "isVisited", page_index as "pageIndex", payoff::float8 as payoff, status, vars, data
   from lab_participant where session_id = $1 order by number limit 20000`,
  ({ sessionId }) => [sessionId],
);

/** By number. */
export function participants(db: Queryable, sessionId: number): Promise<ParticipantLine[]> {
  return db.run(participantsQuery, { sessionId });
}

const archiveQuery = query('overview.archive', (db, args: { code: string; isArchived: boolean }) =>
  db.updateTable('lab_session').set({ is_archived: args.isArchived }).where('code', '=', args.code),
);

export async function archive(db: Queryable, code: string, isArchived: boolean): Promise<void> {
  await db.run(archiveQuery, { code, isArchived });
}

interface Description {
  readonly code: string;
  readonly label: string | null;
  readonly comment: string | null;
  /** Settings that get another value. */
  readonly changes: Readonly<Record<string, unknown>>;
}

// Text: settings are merged into those that are there.
const describeQuery = textQuery<Description, unknown>(
  'overview.describe',
  'update lab_session set label = $2, comment = $3, config = config || $4::jsonb where code = $1',
  ({ code, label, comment, changes }) => [code, label, comment, JSON.stringify(changes)],
);

/** Gives a session another label and comment, and settings that may change while it runs. */
export async function describe(db: Queryable, wish: Description): Promise<void> {
  await db.run(describeQuery, wish);
}

const removeQuery = textQuery<{ code: string }, unknown>(
  'overview.remove',
  `with held as materialized (
     select p.id from lab_participant p where p.session_id = (select id from lab_session where code = $1) order by p.id for update)
   delete from lab_session where code = $1 and (select count(*) from held) >= 0`,
  ({ code }) => [code],
);

/** Deletes a session and everything below it. */
export async function remove(db: Queryable, code: string): Promise<void> {
  await db.run(removeQuery, { code });
}

const countedQuery = query('overview.counted', (db) =>
  db.selectFrom('lab_session').select(({ fn }) => fn.countAll<string>().as('sessions')),
);

/** How many sessions there are, demos and archived ones too. */
export async function counted(db: Queryable): Promise<number> {
  return Number((await db.one(countedQuery, {})).sessions);
}
