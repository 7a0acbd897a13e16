import type { ApiConnection } from './api-connection.ts';
import type { CacheVerbs } from './control/cache-verbs.ts';

/** The page cache's verbs over HTTP. `at` makes an app's path. */
export function cacheVerbs(api: ApiConnection, at: (app: string, rest?: string) => string): CacheVerbs {
  return {
    cacheStats: (app) => api.call({ method: 'GET', path: at(app, '/cache/stats') }),
    explainCache: (app, wish) => api.call({ method: 'POST', path: at(app, '/cache/explain'), body: wish }),
    warmCache: (app, wish) => api.call({ method: 'POST', path: at(app, '/cache/warm'), body: wish }),
    cacheRules: (app) => api.call({ method: 'GET', path: at(app, '/cache/rules') }),
    setCacheRules: (app, wish) => api.call({ method: 'PUT', path: at(app, '/cache/rules'), body: wish }),
    clearCache: (app, wish) => api.call({ method: 'POST', path: at(app, '/cache/purge'), body: wish }),
  };
}
