import type { Server } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** One browser's stream of server-sent events. */
export interface EventStream {
  /** `data` is sent as JSON. Dropped when the reader has gone or cannot keep up: the next event says how things are then. */
  send(event: string, data: unknown): void;
  onClose(end: () => void): void;
  /** Everything is said; the connection may serve what the browser asks next. */
  end(): void;
  /** Ends the connection too: the server closes, and the browser has to go to another one. */
  close(): void;
}

const openStreams = new WeakMap<Server, Set<EventStream>>();

/** Ends every stream of a server that is about to close: their readers come back to another process. */
export function closeEventStreams(server: Server): void {
  for (const stream of openStreams.get(server) ?? []) stream.close();
}

const heartbeatMs = 15_000;
const mostUnreadBytes = 1_000_000;

/** Takes the answer over as `text/event-stream`. A comment every 15 s keeps proxies from closing it. */
export function openEventStream(request: FastifyRequest, reply: FastifyReply): EventStream {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...safeHeaders(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write('retry: 2000\n\n');
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), heartbeatMs);
  const ends: (() => void)[] = [() => clearInterval(heartbeat)];
  raw.on('close', () => {
    for (const end of ends.splice(0)) end();
  });
  const stream: EventStream = {
    send: (event, data) => {
      if (!raw.writableEnded && raw.writableLength < mostUnreadBytes) raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    onClose: (end) => void ends.push(end),
    end: () => void raw.end(),
    close: () => void raw.end(() => request.raw.socket.destroySoon()),
  };
  const siblings = openStreams.get(request.server.server) ?? new Set();
  openStreams.set(request.server.server, siblings.add(stream));
  stream.onClose(() => siblings.delete(stream));
  return stream;
}

function safeHeaders(reply: FastifyReply): Record<string, string> {
  const entries = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
