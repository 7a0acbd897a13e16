import type { FastifyInstance, FastifyReply } from 'fastify';
import type { CacheClearWish } from '../../control/cache-verbs.ts';
import type { CacheExplanation } from '../../rules/cache-explanation.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { cachePage } from './views/cache.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';

interface Asked extends AppRoute {
  readonly Querystring: { readonly url?: string; readonly cookie?: string };
}

/** What the routers keep of an app's pages: how much it helps, what is kept, why a page is or is not, and how to clear it. */
export function registerCache(server: FastifyInstance, desk: Desk): void {
  server.get<Asked>(patterns.cache, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { url = '', cookie = '' } = request.query;
    return showCache(visit, request.params.app, { url, cookie, fault: null });
  });
  server.post<AppRoute>(patterns.cache, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const fault = await refusalOf(visit.operations.clearCache(app, clearWish(request.body)));
    return fault ? showCache(visit, app, { url: '', cookie: '', fault }) : visit.goTo(paths.cache(app));
  });
}

/** `/draw*` is a path, any other word a tag; nothing is everything. */
function clearWish(body: unknown): CacheClearWish {
  const words = formText(body, 'what')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return {};
  const isSoft = formText(body, 'soft') === '1';
  return words.some((word) => word.startsWith('/')) ? { paths: words } : { tags: words, soft: isSoft };
}

interface Wondered {
  readonly url: string;
  readonly cookie: string;
  readonly fault: Refusal | null;
}

async function showCache(visit: Visit, app: string, { url, cookie, fault }: Wondered): Promise<FastifyReply> {
  const { operations, visitor, show } = visit;
  const stats = await operations.cacheStats(app);
  let explanation: CacheExplanation | null = null;
  const refused =
    url === '' ? null : await refusalOf(operations.explainCache(app, { url, cookie }).then((answer) => (explanation = answer)));
  return show(cachePage({ app, stats, visitor, asked: { url, cookie, explanation }, fault: fault ?? refused }), fault ?? refused);
}
