import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import type { Room } from '../../game/room.ts';
import type { Lab } from '../../lab.ts';
import { labelsOf } from '../../rooms/labels.ts';
import { labelHash } from '../../rooms/link-hash.ts';
import { allRooms, findRoom } from '../../rooms/find-room.ts';
import { BadRoom, makeRoom, renewLinks } from '../../rooms/make-room.ts';
import { secretOf } from '../../rooms/visit-room.ts';
import { textOf } from '../../rules/field-value.ts';
import { roomPeople } from '../../rules/room-people.ts';
import { people } from '../../store/monitor.ts';
import { head } from '../../store/overview.ts';
import { waiters } from '../../store/presence.ts';
import { note } from '../../store/audit.ts';
import { removeRoom } from '../../store/own-rooms.ts';
import { close, occupied, sessionIn } from '../../store/rooms.ts';
import { publicAddress } from '../find-session.ts';
import { forOrganiser, textIn, type Desk, type Visit } from './access.ts';
import { eachSecond, RegionNews } from './each-second.ts';
import { paths, patterns } from './routes.ts';
import { roomPage, roomRegions, type RoomFacts } from './views/room.ts';
import { roomsPage, type ListedRoom } from './views/rooms.ts';

/** The rooms of the project: who waits, which session is there, and everybody's links. */
export function registerRooms(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.rooms, forOrganiser(desk, showRooms));
  server.get(
    patterns.room,
    forOrganiser(desk, async (visit) => sendHtml(visit.reply, roomPage(await factsOf(visit), visit.visitor))),
  );
  server.get(
    patterns.roomLive,
    forOrganiser(desk, async (visit) => {
      await factsOf(visit); // what is wrong is said before the stream begins
      const news = new RegionNews(roomRegions);
      await eachSecond(visit, async (stream) => news.send(stream, await factsOf(visit)));
    }),
  );
  server.post(
    patterns.closeRoom,
    forOrganiser(desk, async ({ lab, request, reply }) => {
      const { name } = await findRoom(textIn(request.params, 'room'), lab);
      await close(lab.db, name);
      lab.logger.info('room_closed', { room: name });
      return reply.redirect(paths.room(name), 303);
    }),
  );
  server.post(patterns.keepRoom, forOrganiser(desk, keepRoom));
  server.post(
    patterns.removeRoom,
    forOrganiser(desk, async ({ lab, visitor, request, reply }) => {
      const name = textIn(request.params, 'room');
      await removeRoom(lab.db, name);
      await note(lab.db, { actor: visitor.actor, action: 'room removed', session: null, detail: { room: name } });
      return reply.redirect(paths.rooms(), 303);
    }),
  );
  server.post(
    patterns.renewLinks,
    forOrganiser(desk, async ({ lab, visitor, request, reply }) => {
      const { name } = await findRoom(textIn(request.params, 'room'), lab);
      await renewLinks(name, lab);
      await note(lab.db, { actor: visitor.actor, action: 'links of a room renewed', session: null, detail: { room: name } });
      return reply.redirect(paths.room(name), 303);
    }),
  );
}

async function keepRoom({ lab, visitor, request, reply }: Visit): Promise<unknown> {
  const { body } = request;
  const wish = {
    name: textIn(body, 'name').trim(),
    displayName: textIn(body, 'display_name'),
    labels: textIn(body, 'labels'),
    isSecure: textIn(body, 'is_secure') !== '',
  };
  try {
    await makeRoom(wish, lab);
  } catch (error) {
    if (!(error instanceof BadRoom)) throw error;
    const { field, message, hint } = error;
    const page = await roomList({ lab, request });
    return sendHtml(reply, roomsPage({ rooms: page, visitor, refused: { typed: wish, field, message, hint } }), 400);
  }
  await note(lab.db, { actor: visitor.actor, action: 'room made', session: null, detail: { room: wish.name } });
  return reply.redirect(paths.room(wish.name), 303);
}

async function showRooms({ lab, visitor, request, reply }: Visit): Promise<unknown> {
  return sendHtml(reply, roomsPage({ rooms: await roomList({ lab, request }), visitor }));
}

async function roomList({ lab, request }: Pick<Visit, 'lab' | 'request'>): Promise<ListedRoom[]> {
  const [all, waiting, sessions] = await Promise.all([allRooms(lab), waiters(lab.db), occupied(lab.db)]);
  const address = publicAddress(lab, request);
  return all.map(({ name, displayName, isSecure }) => ({
    name,
    displayName,
    url: isSecure ? null : `${address}${paths.visitRoom(name)}`,
    session: sessions.find((session) => session.name === name) ?? null,
    waiting: waiting.filter(({ room }) => room === name).length,
  }));
}

async function factsOf({ lab, visitor, request }: Visit): Promise<RoomFacts> {
  const room = await findRoom(textIn(request.params, 'room'), lab);
  const [labels, waiting, session] = await Promise.all([labelsOf(room), waiters(lab.db), sessionOf(lab, room)]);
  const here = waiting.filter(({ room: name }) => name === room.name);
  const seated = session ? await people(lab.db, session.id) : [];
  const expected = roomPeople({ labels, waiting: here, seated, maxPageIndex: session?.maxPageIndex ?? 0 });
  const address = publicAddress(lab, request);
  const secret = room.isSecure ? await secretOf(room, lab) : null;
  return {
    room: { ...room, isOwn: !lab.project.rooms.some(({ name }) => name === room.name) },
    url: room.isSecure ? null : `${address}${paths.visitRoom(room.name)}`,
    session: session && { ...inRoom(session), started: seated.filter(({ pageIndex }) => pageIndex > 0).length },
    csrf: visitor.mayRun ? visitor.csrf : null,
    waiting: here.length,
    people: labels && expected.map(({ label, state }) => ({ label, state, url: `${address}${personalPath(room, label, secret)}` })),
  };
}

const inRoom = ({ code, label, config, configName, numParticipants }: NonNullable<Awaited<ReturnType<typeof sessionOf>>>) => ({
  code,
  name: label ?? textOf(config['displayName'] ?? configName),
  participants: numParticipants,
});

async function sessionOf({ db }: Lab, { name }: Room) {
  const session = await sessionIn(db, name);
  return session && head(db, session.code);
}

/** The same for ever, whatever session comes, until the links are made anew. */
function personalPath({ name }: Room, label: string, secret: string | null): string {
  return paths.visitRoom(name, { label, hash: secret === null ? null : labelHash(secret, label) });
}
