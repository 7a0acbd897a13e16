import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CachePurge } from '../rules/cache-purge.ts';
import { appNamed } from './app-operations.ts';
import { cacheRuleOperations } from './cache-rule-operations.ts';
import type { CacheClearWish, CacheExplainWish, CacheVerbs } from './cache-verbs.ts';
import { changeApp } from './change-app.ts';
import type { Control } from './control.ts';
import type { ExplainCall } from './router-link.ts';

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
    warmCache: async (name, { urls }) => {
      const app = appNamed(control, name);
      const wanted = urls ?? (await control.router.cacheStats(app.name)).top.map(({ path }) => path);
      return { warmed: await warmed(control, app.name, { urls: wanted, isAnew: false }) };
    },
    clearCache: async (name, wish) => {
      const app = appNamed(control, name);
      const answer = await clearAndWarm(control, app.name, wish);
      changeApp(control, { app, actor, text: `Cache cleared: ${whatIn(wish)}` }, () => {});
      return answer;
    },
  };
}

/** Clears an app's kept pages in every router, and asks for those that were named before anybody else does. */
export async function clearAndWarm(control: Control, app: string, wish: CacheClearWish): Promise<{ purged: number; warmed: number }> {
  const purge = { ...purgeOf(wish), app };
  const { warm: urls = [], when = 'after' } = wish;
  const since = Date.now(); // the routers' clock
  const before = when === 'before' ? await warmed(control, app, { urls, isAnew: true }) : 0;
  const purged = await control.router.clearCache(before > 0 ? { ...purge, since } : purge);
  return { purged, warmed: when === 'before' ? before : await warmed(control, app, { urls, isAnew: false }) };
}

/** Each host and scheme by itself. */
async function warmed(control: Control, app: string, { urls, isAnew }: { urls: readonly string[]; isAnew: boolean }): Promise<number> {
  const calls = urls.map((url) => explainCall(control, app, { url }));
  let count = 0;
  for (const pages of Map.groupBy(calls, ({ sentHost, isEncrypted }) => `${sentHost} ${isEncrypted}`).values()) {
    const { sentHost: host, isEncrypted } = pages[0] ?? { sentHost: '', isEncrypted: false };
    count += await control.router.warmCache({ app, host, isEncrypted, paths: pages.map(({ target }) => target), isAnew });
  }
  return count;
}

/** At the app's own name when only a path is given. */
function explainCall(
  { config }: Control,
  app: string,
  { url, cookie = '' }: CacheExplainWish,
): ExplainCall & { readonly sentHost: string } {
  const own = `http://${app}.${config.baseDomain}${config.port === 80 ? '' : `:${config.port}`}`;
  const address = URL.parse(url, own);
  if (address === null || !/^https?:$/.test(address.protocol))
    throw cacheClearWrong(`“${url}” is no address of a page: say /path or the whole address.`);
  const { host: sentHost, hostname, pathname, search, protocol } = address;
  return {
    app,
    sentHost,
    host: hostname,
    target: pathname + search,
    isEncrypted: protocol === 'https:',
    cookie: cookie === '' ? null : cookie,
  };
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

/** A wish to clear kept pages that contradicts itself. */
function cacheClearWrong(message: string): RostraError {
  return new RostraError({ code: 'CACHE_CLEAR_WRONG', status: 422, message, hint: 'Say nothing more to clear every page of the app.' });
}
