import type { AppCacheStats } from '../rules/cache-stats.ts';

/** Which kept pages go; nothing given: all of the app. */
export interface CacheClearWish {
  readonly tags?: readonly string[];
  /** `/draw`; one that ends in `*` stands for all that begin so. */
  readonly paths?: readonly string[];
  /** They stay, to be served while they are renewed, where the app allows that. */
  readonly soft?: boolean;
}

/** The verbs of the routers' page cache. */
export interface CacheVerbs {
  /** Of all routers together. */
  cacheStats(app: string): Promise<AppCacheStats>;
  /** Gone in every router that runs when this settles. */
  clearCache(app: string, wish: CacheClearWish): Promise<{ readonly purged: number }>;
}
