import type { FastifyReply, FastifyRequest } from 'fastify';
import { openEventStream } from '#kit/http/events.ts';
import type { StateOf } from '../../public-pages/version.ts';
import { publicTopic } from '../../tournaments/public-keys.ts';
import type { Tab } from '../../tab.ts';

export interface Follower {
  readonly Params: { readonly slug: string };
  /** Of the page that follows. */
  readonly Querystring: { readonly version?: string };
}

interface Following {
  readonly tab: Tab;
  readonly stateOf: StateOf;
}

/** Thousands of phones that hear of a publish come back spread over this time. */
const spreadMs = 400;
const noContent = 204; // tells a browser not to come back

/**
 * Says `refresh`, and which version there is, whenever the tournament's public pages have changed, also when they did so since the page was made
 * or something was missed: the news may be at the phone before a cache on the way has heard of them. A site that is a snapshot or a notice has
 * no news.
 */
export async function follow(
  { tab, stateOf }: Following,
  { request, reply }: { readonly request: FastifyRequest<Follower>; readonly reply: FastifyReply },
): Promise<void> {
  const { slug } = request.params;
  const first = await stateOf(slug);
  if (first === null || first.mode !== 'open') return void reply.code(noContent).header('cache-control', 'no-store').send();
  const stream = openEventStream(request, reply);
  let timer: NodeJS.Timeout | undefined;
  const refresh = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void stateOf(slug).then(
        (state) => stream.send('refresh', { version: state?.version ?? 0 }),
        () => stream.send('refresh', {}), // the database is away, and so is the version
      );
    }, Math.random() * spreadMs);
  };
  stream.onClose(() => clearTimeout(timer));
  stream.onClose(tab.live.subscribe(publicTopic(slug), refresh));
  stream.onClose(tab.live.onGap(refresh));
  const now = await stateOf(slug); // a change between the page and the subscription
  if (request.query.version !== String(now?.version)) refresh();
}
