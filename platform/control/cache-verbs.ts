import type { CacheExplanation } from '../rules/cache-explanation.ts';
import type { AppCacheStats } from '../rules/cache-stats.ts';

/** Which kept pages go; nothing given: all of the app. */
export interface CacheClearWish {
  readonly tags?: readonly string[];
  /** `/draw`; one that ends in `*` stands for all that begin so. */
  readonly paths?: readonly string[];
  /** They stay, to be served while they are renewed, where the app allows that. */
  readonly soft?: boolean;
}

/** A request that somebody wonders about. */
export interface CacheExplainWish {
  /** `/cup/draw/`, or the whole address. */
  readonly url: string;
  /** The request's `Cookie` line. */
  readonly cookie?: string;
}

/** The verbs of the routers' page cache. */
export interface CacheVerbs {
  /** Of all routers together. */
  cacheStats(app: string): Promise<AppCacheStats>;
  /** What would become of a request for this page now, and why. */
  explainCache(app: string, wish: CacheExplainWish): Promise<CacheExplanation>;
  /** Gone in every router that runs when this settles. */
  clearCache(app: string, wish: CacheClearWish): Promise<{ readonly purged: number }>;
}
