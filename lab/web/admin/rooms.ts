import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import type { Room } from '../../game/room.ts';
import type { Lab } from '../../lab.ts';
import { labelsOf } from '../../rooms/labels.ts';
import { labelHash } from '../../rooms/link-hash.ts';
import { roomNamed } from '../../rooms/visit-room.ts';
import { textOf } from '../../rules/field-value.ts';
import { roomPeople } from '../../rules/room-people.ts';
import { people } from '../../store/monitor.ts';
import { head } from '../../store/overview.ts';
import { waiters } from '../../store/presence.ts';
import { close, occupied, sessionIn } from '../../store/rooms.ts';
import { publicAddress } from '../find-session.ts';
import { forOrganiser, textIn, type Desk, type Visit } from './access.ts';
import { eachSecond, RegionNews } from './each-second.ts';
import { paths, patterns } from './routes.ts';
import { roomPage, roomRegions, type RoomFacts } from './views/room.ts';
import { roomsPage } from './views/rooms.ts';

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
      const { name } = roomNamed(textIn(request.params, 'room'), lab.project);
      await close(lab.db, name);
      lab.logger.info('room_closed', { room: name });
      return reply.redirect(paths.room(name), 303);
    }),
  );
}

async function showRooms({ lab, visitor, request, reply }: Visit): Promise<unknown> {
  const [waiting, sessions] = await Promise.all([waiters(lab.db), occupied(lab.db)]);
  const address = publicAddress(lab, request);
  const rooms = lab.project.rooms.map(({ name, displayName, isSecure }) => ({
    name,
    displayName,
    url: isSecure ? null : `${address}${paths.visitRoom(name)}`,
    session: sessions.find((session) => session.name === name) ?? null,
    waiting: waiting.filter(({ room }) => room === name).length,
  }));
  return sendHtml(reply, roomsPage({ rooms, visitor }));
}

async function factsOf({ lab, visitor, request }: Visit): Promise<RoomFacts> {
  const room = roomNamed(textIn(request.params, 'room'), lab.project);
  const [labels, waiting, session] = await Promise.all([labelsOf(room), waiters(lab.db), sessionOf(lab, room)]);
  const here = waiting.filter(({ room: name }) => name === room.name);
  const seated = session ? await people(lab.db, session.id) : [];
  const expected = roomPeople({ labels, waiting: here, seated, maxPageIndex: session?.maxPageIndex ?? 0 });
  const address = publicAddress(lab, request);
  return {
    room,
    url: room.isSecure ? null : `${address}${paths.visitRoom(room.name)}`,
    session: session && {
      code: session.code,
      name: session.label ?? textOf(session.config['displayName'] ?? session.configName),
      participants: session.numParticipants,
      started: seated.filter(({ pageIndex }) => pageIndex > 0).length,
    },
    csrf: visitor.csrf,
    waiting: here.length,
    people: labels && expected.map(({ label, state }) => ({ label, state, url: `${address}${personalPath(lab, room, label)}` })),
  };
}

async function sessionOf({ db }: Lab, { name }: Room) {
  const session = await sessionIn(db, name);
  return session && head(db, session.code);
}

/** The same for ever, whatever session comes. */
function personalPath({ config }: Lab, { name, isSecure }: Room, label: string): string {
  return paths.visitRoom(name, { label, hash: isSecure ? labelHash(config.secret, label) : null });
}
