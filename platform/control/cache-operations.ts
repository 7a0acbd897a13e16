import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CachePurge } from '../rules/cache-purge.ts';
import type { AppRecord } from '../store/apps.ts';
import { appNamed } from './app-operations.ts';
import { cacheRuleOperations } from './cache-rule-operations.ts';
import type { CacheClearWish, CacheVerbs, CacheWarmWish } from './cache-verbs.ts';
import { changeApp } from './change-app.ts';
import type { Control } from './control.ts';
import { cacheClearWrong, explainCall } from './explain-call.ts';
import { pagesOfSitemap, warmPages } from './warm-cache.ts';

export function cacheOperations(control: Control, actor: string): CacheVerbs {
  return {
    ...cacheRuleOperations(control, actor),
    cacheStats: async (name) => control.router.cacheStats(appNamed(control, name).name),
    explainCache: async (name, wish) => {
      const app = appNamed(control, name);
      const { sentHost: _, ...call } = explainCall(control, app.name, wish);
      const answer = await control.router.explainCache(call);
      if (answer === null) throw routerAway();
      return answer;
    },
    warmCache: async (name, wish) => {
      const app = appNamed(control, name);
      return { warmed: await warmPages(control, app.name, { urls: await wantedPages(control, app, wish), isAnew: false }) };
    },
    clearCache: async (name, wish) => {
      const app = appNamed(control, name);
      const answer = await clearAndWarm(control, app.name, wish);
      changeApp(control, { app, actor, text: `Cache cleared: ${whatIn(wish)}` }, () => {});
      return answer;
    },
  };
}

async function wantedPages(control: Control, app: AppRecord, { urls, sitemap }: CacheWarmWish): Promise<readonly string[]> {
  if (urls === undefined && sitemap === undefined) return (await control.router.cacheStats(app.name)).top.map(({ path }) => path);
  const listed = sitemap === undefined ? [] : await pagesOfSitemap(control, app, sitemap);
  if (sitemap !== undefined && listed.length === 0) throw noSitemap(app.name, sitemap);
  return [...(urls ?? []), ...listed];
}

const noSitemap = (app: string, path: string): RostraError =>
  new RostraError({
    code: 'CACHE_NO_SITEMAP',
    status: 422,
    message: `${app} lists no pages of its own at ${path}.`,
    hint: 'A sitemap names whole addresses in <loc>, at a host of the app; or name the pages themselves.',
  });

/** Clears an app's kept pages in every router, and asks for those that were named before anybody else does. */
export async function clearAndWarm(control: Control, app: string, wish: CacheClearWish): Promise<{ purged: number; warmed: number }> {
  const purge = { ...purgeOf(wish), app };
  const { warm: urls = [], when = 'after' } = wish;
  const since = Date.now(); // the routers' clock
  const before = when === 'before' ? await warmPages(control, app, { urls, isAnew: true }) : 0;
  const purged = await control.router.clearCache(before > 0 ? { ...purge, since } : purge);
  return { purged, warmed: when === 'before' ? before : await warmPages(control, app, { urls, isAnew: false }) };
}

function routerAway(): RostraError {
  return new RostraError({
    code: 'ROUTER_AWAY',
    status: 503,
    message: 'No router answers now.',
    hint: 'It is started again by itself; ask again in a moment.',
  });
}

function purgeOf({ tags, paths, soft = false }: CacheClearWish): CachePurge {
  if (tags !== undefined && paths !== undefined) throw cacheClearWrong('Clear by tags or by paths, not by both at once.');
  if (soft && paths !== undefined) throw cacheClearWrong('Pages of a path are cleared whole; only tags, or everything, can be made stale.');
  const wrong = paths?.find((path) => !path.startsWith('/'));
  if (wrong !== undefined) throw cacheClearWrong(`“${wrong}” is no path: it must begin with /.`);
  if (paths !== undefined) return { tags: null, paths, soft: false };
  return { tags: tags ?? null, soft };
}

function whatIn({ tags, paths }: CacheClearWish): string {
  if (paths !== undefined) return paths.join(', ');
  return tags === undefined ? 'everything' : `tags ${tags.join(', ')}`;
}
