import { once } from 'node:events';
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
  const ready = (): Promise<unknown> | null => (stream.writableNeedDrain ? once(stream, 'drain', { signal: ending.signal }) : null);
  remember(reply, ending);
  stream.write('{}\n'); // the headers leave now
  void follow({ onItem, ready, signal: ending.signal })
    .catch(() => {}) // the app was destroyed meanwhile: the stream has ended, and that is all there is to say
    .finally(() => {
      clearInterval(beat);
      stream.end();
    });
  return reply.type('application/x-ndjson').send(stream);
}

/** Ends of the streams under way, each with the moment its last byte has left. */
const open = new Map<AbortController, Promise<unknown>>();

function remember(reply: FastifyReply, ending: AbortController): void {
  const left = once(reply.raw, 'close').finally(() => {
    open.delete(ending);
    ending.abort();
  });
  open.set(ending, left);
}

/** A server that closes does not wait for those who follow. */
export function endStreamsOnClose(server: FastifyInstance): void {
  server.addHook('preClose', async () => {
    for (const ending of open.keys()) ending.abort();
    await Promise.allSettled(open.values());
  });
}
