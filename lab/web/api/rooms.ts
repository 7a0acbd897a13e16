import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Lab } from '../../lab.ts';
import { allRooms } from '../../rooms/find-room.ts';
import { occupied } from '../../store/rooms.ts';
import { publicAddress } from '../find-session.ts';

export function registerRooms(api: FastifyInstance, lab: Lab): void {
  api.get('/rooms', (request) => listRooms(lab, request));
}

/** The rooms of the project, and which session is in each. */
async function listRooms(lab: Lab, request: FastifyRequest): Promise<object[]> {
  const address = publicAddress(lab, request);
  const sessions = new Map((await occupied(lab.db)).map(({ name, code }) => [name, code]));
  return (await allRooms(lab)).map(({ name }) => ({ name, url: roomUrl(address, name), session_code: sessions.get(name) ?? null }));
}

export function roomUrl(address: string, room: string): string {
  return `${address}/room/${room}`;
}

/** The room of each session that is in one, by the session's code. */
export async function roomsBySession({ db }: Lab): Promise<ReadonlyMap<string, string>> {
  return new Map((await occupied(db)).map(({ name, code }) => [code, name]));
}
