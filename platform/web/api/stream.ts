import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Tail } from '../../control/operations.ts';

/** So that both ends notice when the other is gone. */
const heartbeatMs = 10_000;
/** A reader that is this far behind is let go: it may ask again. */
const mostWaitingBytes = 4 * 1024 * 1024;

type Follow<Item> = (tail: Tail<Item>) => Promise<unknown>;

/** Answers with newline-delimited JSON, items as they come, `{}` as a sign of life. */
export function streamItems<Item>(reply: FastifyReply, follow: Follow<Item>): FastifyReply {
  const stream = new PassThrough();
  const ending = new AbortController();
  const end = (): void => ending.abort();
  const beat = setInterval(() => stream.write('{}\n'), heartbeatMs);
  const onItem = (item: Item): void => {
    stream.write(`${JSON.stringify(item)}\n`);
    if (stream.writableLength > mostWaitingBytes) end();
  };
  open.add(ending);
  reply.raw.once('close', end);
  stream.write('{}\n'); // the headers leave now
  void follow({ onItem, signal: ending.signal })
    .catch(() => {}) // the app was destroyed meanwhile: the stream has ended, and that is all there is to say
    .finally(() => {
      clearInterval(beat);
      open.delete(ending);
      stream.end();
    });
  return reply.type('application/x-ndjson').send(stream);
}

const open = new Set<AbortController>();

/** A server that closes does not wait for those who follow. */
export function endStreamsOnClose(server: FastifyInstance): void {
  server.addHook('preClose', async () => {
    for (const ending of open) ending.abort();
  });
}
