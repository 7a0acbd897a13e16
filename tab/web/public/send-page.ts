import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Encoding, KeptPage } from '../../public-pages/render-once.ts';

export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** How long a page may be kept, and by what it is purged. */
export interface Keeping {
  readonly keys: readonly string[];
  /** By a router that understands purging. */
  readonly tierSeconds: number;
}

/** Sends a page that is the same for everybody. One second for strangers' caches; the tier is for a router that understands purging, which takes it off. */
export function sendKept(page: KeptPage, { request, reply }: Exchange, { keys, tierSeconds }: Keeping): Promise<FastifyReply> {
  reply
    .header('etag', page.etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', 'public, max-age=0, s-maxage=1, stale-while-revalidate=10')
    .header('surrogate-key', keys.join(' '))
    .header('surrogate-control', `max-age=${tierSeconds}`);
  return sendBody(page, { request, reply });
}

/** Sends what this process still has while the database is away; nobody may keep it. */
export function sendLastKnown(page: KeptPage, { request, reply }: Exchange): Promise<FastifyReply> {
  reply
    .header('etag', page.etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', 'no-store')
    .header('x-rostra-copy', 'last known');
  return sendBody(page, { request, reply });
}

async function sendBody(page: KeptPage, { request, reply }: Exchange): Promise<FastifyReply> {
  if (page.status === 200 && knows(request.headers['if-none-match'], page.etag)) return reply.code(304).send();
  const encoding = encodingOf(request.headers['accept-encoding']);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply
    .code(page.status)
    .type('text/html; charset=utf-8')
    .send(await page.as(encoding));
}

function knows(tags: string | undefined, etag: string): boolean {
  return tags !== undefined && tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/** The smallest that the reader takes; `q=0` says that it does not. */
export function encodingOf(accepted: string | undefined): Encoding {
  if (accepted === undefined) return 'identity';
  const taken = (name: string): boolean =>
    new RegExp(String.raw`(?:^|[\s,])${name}(?![\w-])(?!\s*;\s*q=0(?:\.0*)?(?![\d.]))`, 'i').test(accepted);
  return taken('br') ? 'br' : taken('gzip') ? 'gzip' : 'identity';
}
