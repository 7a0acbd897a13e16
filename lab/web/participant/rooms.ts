import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openEventStream } from '#kit/http/events.ts';
import { sendHtml } from '#kit/http/server.ts';
import type { Lab } from '../../lab.ts';
import { atTheDoor, enterRoom, type RoomVisitor } from '../../rooms/visit-room.ts';
import { WaitingRooms } from '../../rooms/waiting-rooms.ts';
import { sessionIn } from '../../store/rooms.ts';
import { atDoor, visitorsLanguage } from './door.ts';
import { byLink, labelIn, redirect, seatCookie } from './exchange.ts';
import { paths, patterns } from './routes.ts';
import { doorView, startView, waitingRoomView, type RoomView } from './views/room.ts';

interface ByName {
  readonly Params: { readonly name: string };
  readonly Querystring: Readonly<Record<string, unknown>>;
}

/** The permanent addresses. Looking takes no seat, whoever looks: a seat is taken by pressing Start, which is a POST. */
export function registerRooms(server: FastifyInstance, lab: Lab): void {
  const waiting = new WaitingRooms(lab);
  server.addHook('onClose', async () => waiting.close());

  server.get<ByName>(patterns.room, async (request, reply) => showRoom(visitorIn(request, request.query), { request, reply, lab }));
  server.post<ByName & { Body: unknown }>(patterns.room, byLink, async (request, reply) => {
    const visitor = visitorIn(request, request.body);
    const isQuestion = request.headers['content-type']?.startsWith('application/json') === true;
    if (isQuestion) return answerLabel(visitor, lab);
    return atDoor({ request, reply, lab }, async () => comeIn(visitor, { request, reply, lab }));
  });
  server.get<ByName>(patterns.roomLive, async (request, reply) => {
    const { name: room, label, hash } = visitorIn(request, request.query);
    const { door } = await atTheDoor({ name: room, label, hash }, lab);
    if (door.kind === 'ask') return redirect(reply, paths.room(room));
    const stream = openEventStream(request, reply);
    const leave = waiting.enter({ room, label }, () => stream.send('opened', {}));
    stream.onClose(() => void leave());
    return reply;
  });
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly lab: Lab;
}

interface Visitor extends RoomVisitor {
  /** They have pressed Start. */
  readonly isWelcomed: boolean;
}

async function showRoom(visitor: Visitor, { request, reply, lab }: Exchange): Promise<FastifyReply> {
  const { room, door } = await atTheDoor(visitor, lab);
  const session = await sessionIn(lab.db, room.name);
  const language = await visitorsLanguage(session?.id ?? null, { request, lab });
  const view: RoomView = { room, language, label: visitor.label, hash: visitor.hash };
  reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  if (door.kind === 'ask') return sendHtml(reply, doorView(view, door.unknown), door.unknown === null ? 200 : 404);
  if (!visitor.isWelcomed) return sendHtml(reply, startView(view, room.welcome?.() ?? null));
  return sendHtml(reply, session ? startView(view, null) : waitingRoomView(view));
}

/** Start was pressed, or the page of somebody who waits was told that there is a session now. */
async function comeIn(visitor: Visitor, { request, reply, lab }: Exchange): Promise<FastifyReply> {
  const { room, door } = await atTheDoor(visitor, lab);
  const { label, hash } = visitor;
  if (door.kind === 'ask') return redirect(reply, paths.room(room.name, { label }));
  const cookie = seatCookie({ path: '/room', name: room.name });
  const code = await enterRoom({ ...visitor, before: cookie.read(request) }, lab);
  if (code === null) return redirect(reply, paths.room(room.name, { label, hash, isWelcomed: true }));
  cookie.keep(reply, code);
  return redirect(reply, paths.start(code));
}

/** oTree's answer to a script that asks whether a label is known. */
async function answerLabel(visitor: Visitor, lab: Lab): Promise<object> {
  const { door } = await atTheDoor(visitor, lab);
  return door.kind === 'known' ? { status: 'ok' } : { errors: { participant_label: unknownLabel } };
}

const unknownLabel = 'Nobody with this name is expected here.';

function visitorIn({ params }: { readonly params: ByName['Params'] }, given: unknown): Visitor {
  const read = (name: string): unknown => (typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined);
  const hash = read('hash');
  return {
    name: params.name,
    label: labelIn(read('participant_label')),
    hash: typeof hash === 'string' ? hash : null,
    isWelcomed: read('welcome_page_ok') === '1',
  };
}
