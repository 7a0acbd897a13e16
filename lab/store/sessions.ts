import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { Data, SessionFacts } from '../game/objects/rows.ts';
import { insertMany, reserveIds } from './bulk.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** A session as it never changes, and the mark of the pages it was made with. */
export interface StoredSession extends SessionFacts {
  readonly configName: string;
  readonly fingerprint: string;
}

const byIdQuery = query('sessions.byId', (db, args: { id: number }) =>
  db
    .selectFrom('lab_session')
    .select([
      'id',
      'code',
      'config',
      'num_participants as numParticipants',
      'is_demo as isDemo',
      'seed',
      'config_name as configName',
      'fingerprint',
    ])
    .where('id', '=', args.id),
);

export function byId(db: Queryable, id: number): Promise<StoredSession | null> {
  return db.maybeOne(byIdQuery, { id });
}

const anyQuery = query('sessions.any', (db) => db.selectFrom('lab_session').select('id').limit(1));

/** Whether there is any session at all. */
export async function any(db: Queryable): Promise<boolean> {
  return (await db.maybeOne(anyQuery, {})) !== null;
}

/** Everything a new session consists of. Players name their participant by number and their group by its place in the list. */
export interface NewSession {
  readonly session: SessionColumns;
  readonly participants: readonly ParticipantColumns[];
  readonly subsessions: readonly { readonly sub: number; readonly game: string; readonly round: number; readonly data: Data }[];
  readonly groups: readonly { readonly sub: number; readonly number: number; readonly size: number; readonly data: Data }[];
  readonly players: readonly PlayerColumns[];
  readonly records: readonly RecordColumns[];
}

interface SessionColumns {
  readonly code: string;
  readonly join_code: string;
  readonly config_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly fingerprint: string;
  readonly num_participants: number;
  readonly max_page_index: number;
  readonly seed: string;
  readonly label: string | null;
  readonly comment: string | null;
  readonly is_demo: boolean;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly data: Data;
}

interface ParticipantColumns {
  readonly number: number;
  readonly code: string;
  readonly label: string | null;
  readonly payoff: number;
  readonly status: string;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly data: Data;
}

interface PlayerColumns {
  readonly participant: number;
  readonly group: number;
  readonly sub: number;
  readonly seat: number;
  readonly payoff: number;
  readonly data: Data;
}

/** A row of a game's table, made with the session: it belongs to a group, by its place in the list, or to nobody. */
interface RecordColumns {
  readonly sub: number;
  readonly name: string;
  readonly participant: number | null;
  readonly group: number | null;
  readonly at: string;
  readonly data: Data;
}

const inserts = {
  session: insertMany('lab_session', [
    'id',
    'code',
    'join_code',
    'config_name',
    'config',
    'fingerprint',
    'num_participants',
    'max_page_index',
    'seed',
    'label',
    'comment',
    'is_demo',
    'vars',
    'data',
  ]),
  subsessions: insertMany('lab_subsession', ['session_id', 'sub', 'game', 'round', 'data']),
  participants: insertMany('lab_participant', ['id', 'session_id', 'number', 'code', 'label', 'payoff', 'status', 'vars', 'data']),
  groups: insertMany('lab_group', ['id', 'session_id', 'sub', 'number', 'size', 'data']),
  records: insertMany('lab_record', ['session_id', 'sub', 'name', 'participant_id', 'group_id', 'at', 'data']),
  players: insertMany('lab_player', ['participant_id', 'group_id', 'sub', 'seat', 'payoff', 'data']),
};

/** Keeps a new session whole and gives its id. Throws a DatabaseFault on a unique constraint when a code or label is taken. */
export async function insert(tx: Transaction, wish: NewSession): Promise<number> {
  const [sessionIds, participantIds, groupIds] = await Promise.all([
    reserveIds(tx, 'lab_session', 1),
    reserveIds(tx, 'lab_participant', wish.participants.length),
    reserveIds(tx, 'lab_group', wish.groups.length),
  ]);
  const [sessionId = 0] = sessionIds;
  tx.queue(inserts.session, { rows: [{ ...wish.session, id: sessionId }] });
  tx.queue(inserts.subsessions, { rows: wish.subsessions.map((row) => ({ ...row, session_id: sessionId })) });
  tx.queue(inserts.participants, { rows: wish.participants.map((row, at) => ({ ...row, session_id: sessionId, id: participantIds[at] })) });
  tx.queue(inserts.groups, { rows: wish.groups.map((row, at) => ({ ...row, session_id: sessionId, id: groupIds[at] })) });
  tx.queue(inserts.players, {
    rows: wish.players.map((row) => ({ ...row, participant_id: participantIds[row.participant - 1], group_id: groupIds[row.group] })),
  });
  if (wish.records.length > 0) {
    tx.queue(inserts.records, {
      rows: wish.records.map(({ participant, group, ...row }) => ({
        ...row,
        session_id: sessionId,
        participant_id: participant === null ? null : participantIds[participant - 1],
        group_id: group === null ? null : groupIds[group],
      })),
    });
  }
  return sessionId;
}
