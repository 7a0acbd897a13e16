import type { CacheExplanation } from '../rules/cache-explanation.ts';
import type { Suspect } from '../rules/cache-canary.ts';
import type { CacheSection } from '../rules/cache-manifest.ts';
import type { CacheSettings } from '../rules/cache-rules.ts';
import type { AppCacheStats } from '../rules/cache-stats.ts';
import type { CacheRulesVersion } from '../store/cache-rules.ts';

/** Which kept pages go; nothing given: all of the app. */
export interface CacheClearWish {
  readonly tags?: readonly string[];
  /** `/draw`; one that ends in `*` stands for all that begin so. */
  readonly paths?: readonly string[];
  /** They stay, to be served while they are renewed, where the app allows that. */
  readonly soft?: boolean;
  /** Pages that are asked for at once; `before`: first, so that no visitor waits for them (CCH-17). */
  readonly warm?: readonly string[];
  readonly when?: 'before' | 'after';
}

/** Pages that are to be there before visitors come; none named: those that are wanted most. */
export interface CacheWarmWish {
  /** Whole addresses, or paths at the app's own name. */
  readonly urls?: readonly string[];
  /** `/sitemap.xml`: also those that it lists. */
  readonly sitemap?: string;
}

/** A request that somebody wonders about. */
export interface CacheExplainWish {
  /** `/cup/draw/`, or the whole address. */
  readonly url: string;
  /** The request's `Cookie` line. */
  readonly cookie?: string;
}

/** New rules for an app. */
export interface CacheRulesWish {
  /** As in the part `cache` of `rostra.json`; null: those of the release again. Absent: those of an earlier version. */
  readonly section?: CacheSection | null;
  readonly version?: number;
}

/** The rules of an app's page cache. */
export interface CacheRulesFacts {
  /** 0: nobody has set any. */
  readonly version: number;
  readonly from: 'somebody' | 'release' | 'nowhere';
  /** As written by somebody; null: the release's count. */
  readonly section: CacheSection | null;
  /** As the routers read them, before the canary; null: nothing says anything of a cache. */
  readonly settings: CacheSettings | null;
  /** What the canary has switched off. */
  readonly suspects: readonly Suspect[];
  /** Newest first. */
  readonly history: readonly CacheRulesVersion[];
}

/** The verbs of the routers' page cache. */
export interface CacheVerbs {
  /** Of all routers together. */
  cacheStats(app: string): Promise<AppCacheStats>;
  /** What would become of a request for this page now, and why. */
  explainCache(app: string, wish: CacheExplainWish): Promise<CacheExplanation>;
  /** How many copies were made: for each packing, and the first languages. */
  warmCache(app: string, wish: CacheWarmWish): Promise<{ readonly warmed: number }>;
  cacheRules(app: string): Promise<CacheRulesFacts>;
  /** In force at once. Refused when the canary sees that a page is not the same for everybody (CCH-04). */
  setCacheRules(app: string, wish: CacheRulesWish): Promise<CacheRulesFacts>;
  /** Gone in every router that runs when this settles. */
  clearCache(app: string, wish: CacheClearWish): Promise<{ readonly purged: number; readonly warmed: number }>;
}
