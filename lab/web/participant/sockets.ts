import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Lab } from '../../lab.ts';
import { ChatRooms } from '../../page/chat.ts';
import { LiveRooms } from '../../page/live-rooms.ts';
import { openPage } from '../../page/open-live.ts';
import { releasedTopic } from '../../page/releases.ts';
import { goneTopic } from '../../sessions/wake.ts';
import { readRelease, spotKey } from '../../rules/waiting.ts';
import { Flows } from './flows.ts';
import { PageSocket } from './page-socket.ts';

/** Longer frames end the connection; what a message may carry is less. */
const mostFrameBytes = 256_000;
const pingEveryMs = 25_000;

/** Connections beside pages: live messages and chat. Whoever has the participant's code is the participant; other sites' pages are refused. */
export function registerSockets(server: FastifyInstance, lab: Lab): void {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: mostFrameBytes });
  const shared = { rooms: new LiveRooms(lab), chats: new ChatRooms(lab), flows: new Flows(lab.clock), lab };
  const open = new Set<PageSocket>();
  const bySpot = new Map<string, Set<PageSocket>>();

  server.server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const target = targetOf(request);
    const refusal = target === null ? 404 : isForeign(request) ? 403 : null;
    if (target === null || refusal !== null) return refuse(socket, refusal ?? 404);
    openPage(target, lab).then(
      (page) =>
        sockets.handleUpgrade(request, socket, head, (connection) => {
          const key = spotKey(target);
          const own = new PageSocket({ connection, wire: socket, page, client: target.client, ...shared });
          const there = bySpot.get(key) ?? new Set();
          bySpot.set(key, there.add(own));
          open.add(own);
          connection.on('close', () => {
            open.delete(own);
            there.delete(own);
            if (there.size === 0) bySpot.delete(key);
          });
        }),
      (error: unknown) => refuse(socket, error instanceof RostraError ? error.status : 500),
    );
  });

  const pinging = setInterval(() => {
    for (const socket of open) socket.ping();
  }, pingEveryMs);
  const endNews = lab.live.subscribe(releasedTopic, (message) => {
    for (const key of readRelease(message).keys) for (const socket of bySpot.get(key) ?? []) socket.leave();
  });
  const endGone = lab.live.subscribe(goneTopic, (session) => {
    for (const socket of open) if (String(socket.sessionId) === session) socket.leave();
  });
  server.addHook('preClose', async () => {
    clearInterval(pinging);
    for (const socket of open) socket.restart();
  });
  server.addHook('onClose', async () => {
    endNews();
    endGone();
    shared.rooms.close();
    shared.chats.close();
    sockets.close();
  });
}

interface Target {
  readonly code: string;
  readonly pageIndex: number;
  /** The name that the browser gave itself for as long as the page is open. */
  readonly client: string;
}

/** `/live/abcd1234/7?client=x7k…`; null for any other address. */
function targetOf({ url = '' }: IncomingMessage): Target | null {
  const found = /^\/live\/([a-z0-9]{8})\/(\d{1,6})\?client=([A-Za-z0-9_-]{8,40})$/.exec(url);
  const [, code, page, client] = found ?? [];
  return code && client ? { code, pageIndex: Number(page), client } : null;
}

/** Browsers name the site whose page opens the connection. */
function isForeign({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
