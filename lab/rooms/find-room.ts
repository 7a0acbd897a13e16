import { NoSuchRoom } from '../errors.ts';
import type { Room } from '../game/room.ts';
import type { Lab } from '../lab.ts';
import { ownRoom, ownRooms } from '../store/own-rooms.ts';

type Rooms = Pick<Lab, 'db' | 'project'>;

/** The room of this name: the project's, or one that was made on the screen. Throws when there is none. */
export async function findRoom(name: string, { db, project }: Rooms): Promise<Room> {
  const declared = project.rooms.find((one) => one.name === name);
  if (declared) return declared;
  const own = /^\w{1,60}$/.test(name) ? await ownRoom(db, name) : null;
  if (!own) throw new NoSuchRoom(name);
  return { ...own, welcome: null };
}

/** All rooms: the project's in its order, then those that were made on the screen. */
export async function allRooms({ db, project }: Rooms): Promise<Room[]> {
  const names = new Set(project.rooms.map(({ name }) => name));
  const own = (await ownRooms(db)).filter(({ name }) => !names.has(name));
  return [...project.rooms, ...own.map((room) => ({ ...room, welcome: null }))];
}
