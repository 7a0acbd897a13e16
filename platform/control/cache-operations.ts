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
      const answer = await control.router.explainCache(explainCall(control, app.name, wish));
      if (answer === null) throw routerAway();
      return answer;
    },
    clearCache: async (name, wish) => {
      const app = appNamed(control, name);
      const purge = purgeOf(wish);
      const purged = await control.router.clearCache({ ...purge, app: app.name });
      changeApp(control, { app, actor, text: `Cache cleared: ${whatIn(wish)}` }, () => {});
      return { purged };
    },
  };
}

/** At the app's own name when only a path is given. */
function explainCall({ config }: Control, app: string, { url, cookie = '' }: CacheExplainWish): ExplainCall {
  const own = `http://${app}.${config.baseDomain}${config.port === 80 ? '' : `:${config.port}`}`;
  const address = URL.parse(url, own);
  if (address === null || !/^https?:$/.test(address.protocol))
    throw cacheClearWrong(`“${url}” is no address of a page: say /path or the whole address.`);
  const { hostname, pathname, search, protocol } = address;
  return { app, host: hostname, target: pathname + search, isEncrypted: protocol === 'https:', cookie: cookie === '' ? null : cookie };
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
