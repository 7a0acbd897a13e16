import type { FastifyReply, FastifyRequest } from 'fastify';

/** One browser's stream of server-sent events. */
export interface EventStream {
  /** `data` is sent as JSON. Dropped when the reader has gone or cannot keep up: the next event says how things are then. */
  send(event: string, data: unknown): void;
  onClose(end: () => void): void;
  close(): void;
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
    connection: 'close',
  });
  raw.write('retry: 2000\n\n');
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), heartbeatMs);
  const ends: (() => void)[] = [() => clearInterval(heartbeat)];
  request.raw.socket.on('close', () => {
    for (const end of ends.splice(0)) end();
  });
  return {
    send: (event, data) => {
      if (!raw.writableEnded && raw.writableLength < mostUnreadBytes) raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    onClose: (end) => void ends.push(end),
    close: () => void raw.end(),
  };
}

function safeHeaders(reply: FastifyReply): Record<string, string> {
  const entries = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
