import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { openEventStream } from '#kit/http/events.ts';
import type { Html } from '#kit/html/html.ts';

const lookEveryMs = 1_000;

/** One region of a page, sent whenever its markup is another, until the browser leaves or the server closes. */
export async function sendMarkup(
  request: FastifyRequest,
  reply: FastifyReply,
  { region, markup, closing }: { readonly region: string; readonly markup: () => Promise<Html>; readonly closing: AbortSignal },
): Promise<void> {
  const first = (await markup()).toString(); // what is refused is said before the stream begins
  const stream = openEventStream(request, reply);
  const gone = new AbortController();
  stream.onClose(() => gone.abort());
  const signal = AbortSignal.any([gone.signal, closing]);
  stream.send(region, first);
  for (let sent = first; !signal.aborted;) {
    await pause(lookEveryMs, null, { signal }).catch(() => null);
    const present = signal.aborted ? sent : (await markup()).toString();
    if (present !== sent) stream.send(region, present);
    sent = present;
  }
  stream.close();
}
