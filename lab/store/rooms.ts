import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import { liveChannelName, livePayload } from '#kit/live/postgres.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** The live topic on which rooms say that a session has come; the message is the room's name. */
export const roomTopic = 'lab/room';

/** The session in a room. */
export interface RoomSession {
  readonly id: number;
  readonly code: string;
  readonly isDemo: boolean;
}

const sessionQuery = query('rooms.session', (db, args: { room: string }) =>
  db
    .selectFrom('lab_room as r')
    .innerJoin('lab_session as s', 's.id', 'r.session_id')
    .select(['s.id', 's.code', 's.is_demo as isDemo'])
    .where('r.name', '=', args.room),
);

/** Null when the room is empty. */
export function sessionIn(db: Queryable, room: string): Promise<RoomSession | null> {
  return db.maybeOne(sessionQuery, { room });
}

const listQuery = query('rooms.list', (db) =>
  db
    .selectFrom('lab_room as r')
    .innerJoin('lab_session as s', 's.id', 'r.session_id')
    .select(['r.name', 's.code', 's.label', 's.num_participants as numParticipants'])
    .orderBy('r.name')
    .limit(1000),
);

/** The rooms that have a session, with what is known of it. */
export function occupied(db: Queryable) {
  return db.run(listQuery, {});
}

// Text: the notice leaves with the transaction, so nobody is called into a session that is only half there.
const openQuery = textQuery<{ room: string; sessionId: number }, unknown>(
  'rooms.open',
  `with opened as (
     insert into lab_room (name, session_id) values ($1, $2) on conflict (name) do update set session_id = excluded.session_id returning name)
   select pg_notify($3, $4) from opened`,
  ({ room, sessionId }) => [room, sessionId, liveChannelName, livePayload(roomTopic, room)],
);

/** Queues that a session is in a room, instead of the one that was there. */
export function open(tx: Transaction, args: { readonly room: string; readonly sessionId: number }): void {
  tx.queue(openQuery, args);
}

const closeQuery = query('rooms.close', (db, args: { room: string }) => db.deleteFrom('lab_room').where('name', '=', args.room));

/** The session goes on, but nobody comes into it by the room any more. */
export async function close(db: Queryable, room: string): Promise<void> {
  await db.run(closeQuery, { room });
}

/** Somebody by the name they have in a room. */
export interface Expected {
  readonly room: string;
  readonly label: string;
}

const keepQuery = query('rooms.keepVars', (db, args: Expected & { vars: string }) =>
  db
    .insertInto('lab_room_vars')
    .values({ room: args.room, label: args.label, vars: args.vars })
    .onConflict((conflict) => conflict.columns(['room', 'label']).doUpdateSet({ vars: args.vars })),
);

// Text: what is kept is taken and merged by one statement, so that it is merged once.
const mergeQuery = textQuery<Expected, unknown>(
  'rooms.mergeVars',
  `with kept as (
     delete from lab_room_vars v using lab_room r, lab_participant p
     where v.room = $1 and v.label = $2 and r.name = v.room and p.session_id = r.session_id and p.label = v.label
     returning p.id, v.vars)
   update lab_participant p set vars = p.vars || kept.vars, rev = p.rev + 1 from kept where p.id = kept.id`,
  ({ room, label }) => [room, label],
);

/** Gives the participant of the room's session who has this label what is kept for them, if anything is and they are there. */
export async function mergeVars(db: Queryable, expected: Expected): Promise<void> {
  await db.run(mergeQuery, expected);
}

/** Keeps values for somebody who may not have come yet; the latest call replaces the one before. */
export async function keepVars(db: Queryable, { room, label }: Expected, vars: Readonly<Record<string, unknown>>): Promise<void> {
  await db.run(keepQuery, { room, label, vars: JSON.stringify(vars) });
}
