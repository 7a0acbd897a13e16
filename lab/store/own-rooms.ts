import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** A room that was made on the screen. */
export interface OwnRoom {
  readonly name: string;
  readonly displayName: string;
  /** Who is expected; null: whoever has the link. */
  readonly labels: readonly string[] | null;
  readonly isSecure: boolean;
}

const listQuery = query('ownRooms.list', (db) =>
  db
    .selectFrom('lab_own_room')
    .select(['name', 'display_name as displayName', 'labels', 'is_secure as isSecure'])
    .orderBy('made_at')
    .orderBy('name')
    .limit(1000),
);

/** In the order they were made. */
export function ownRooms(db: Queryable): Promise<OwnRoom[]> {
  return db.run(listQuery, {});
}

const oneQuery = query('ownRooms.one', (db, args: { name: string }) =>
  db
    .selectFrom('lab_own_room')
    .select(['name', 'display_name as displayName', 'labels', 'is_secure as isSecure'])
    .where('name', '=', args.name),
);

export function ownRoom(db: Queryable, name: string): Promise<OwnRoom | null> {
  return db.maybeOne(oneQuery, { name });
}

// Text: an upsert, and an array of text.
const keepQuery = textQuery<OwnRoom, unknown>(
  'ownRooms.keep',
  `insert into lab_own_room (name, display_name, labels, is_secure) values ($1, $2, $3::text[], $4)
   on conflict (name) do update set display_name = excluded.display_name, labels = excluded.labels, is_secure = excluded.is_secure`,
  ({ name, displayName, labels, isSecure }) => [name, displayName, labels, isSecure],
);

/** Makes a room, or changes the one of this name. */
export async function keepRoom(db: Queryable, room: OwnRoom): Promise<void> {
  await db.run(keepQuery, room);
}

const removeQuery = query('ownRooms.remove', (db, args: { name: string }) => db.deleteFrom('lab_own_room').where('name', '=', args.name));

/** Whatever session is there goes on. */
export async function removeRoom(db: Queryable, name: string): Promise<void> {
  await db.run(removeQuery, { name });
}

const secretQuery = query('ownRooms.secret', (db, args: { room: string }) =>
  db.selectFrom('lab_room_secret').select('secret').where('room', '=', args.room),
);

/** What a room's personal links are made of besides the lab's secret; null until it was changed once. */
export async function roomSecret(db: Queryable, room: string): Promise<string | null> {
  return (await db.maybeOne(secretQuery, { room }))?.secret ?? null;
}

const setSecretQuery = textQuery<{ room: string; secret: string }, unknown>(
  'ownRooms.setSecret',
  'insert into lab_room_secret (room, secret) values ($1, $2) on conflict (room) do update set secret = excluded.secret',
  ({ room, secret }) => [room, secret],
);

export async function setRoomSecret(db: Queryable, wish: { readonly room: string; readonly secret: string }): Promise<void> {
  await db.run(setSecretQuery, wish);
}
