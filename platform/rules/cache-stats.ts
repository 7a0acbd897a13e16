import type { CacheOutcome } from './cache-status.ts';

/** What the page cache has done for an app since its routers started (platform specification, CCH-24). */
export interface AppCacheStats {
  /** False: nothing has said that pages may be shared. */
  readonly isOn: boolean;
  readonly requests: Readonly<Record<Exclude<CacheOutcome, '-'>, number>>;
  /** Bytes of bodies that the cache served. */
  readonly bytesServed: number;
  /** Answers of the app that were kept. */
  readonly fills: number;
  readonly purged: number;
  readonly errorsHidden: number;
  readonly pages: number;
  readonly bytes: number;
  /** Most asked for first. */
  readonly top: readonly KeptPageFacts[];
}

/** One kept page. */
export interface KeptPageFacts {
  readonly path: string;
  readonly tags: readonly string[];
  readonly hits: number;
  readonly bytes: number;
  readonly ageSeconds: number;
  /** Negative once it is stale. */
  readonly ttlSeconds: number;
}

const topPages = 20;

/** Several routers' figures as one. */
export function cacheStatsTogether(all: readonly AppCacheStats[]): AppCacheStats {
  return all.reduce(
    (sum, each) => ({
      isOn: sum.isOn || each.isOn,
      requests: {
        hit: sum.requests.hit + each.requests.hit,
        miss: sum.requests.miss + each.requests.miss,
        stale: sum.requests.stale + each.requests.stale,
        bypass: sum.requests.bypass + each.requests.bypass,
        coalesced: sum.requests.coalesced + each.requests.coalesced,
      },
      bytesServed: sum.bytesServed + each.bytesServed,
      fills: sum.fills + each.fills,
      purged: sum.purged + each.purged,
      errorsHidden: sum.errorsHidden + each.errorsHidden,
      pages: sum.pages + each.pages,
      bytes: sum.bytes + each.bytes,
      top: [...sum.top, ...each.top].toSorted((a, b) => b.hits - a.hits).slice(0, topPages),
    }),
    noCacheStats,
  );
}

/** Of an app without any. */
export const noCacheStats: AppCacheStats = {
  isOn: false,
  requests: { hit: 0, miss: 0, stale: 0, bypass: 0, coalesced: 0 },
  bytesServed: 0,
  fills: 0,
  purged: 0,
  errorsHidden: 0,
  pages: 0,
  bytes: 0,
  top: [],
};

/** Of all requests that could have been served, how many were, from 0 to 1; null without any. */
export function hitRatio({ requests }: Pick<AppCacheStats, 'requests'>): number | null {
  const served = requests.hit + requests.stale + requests.coalesced;
  const all = served + requests.miss + requests.bypass;
  return all === 0 ? null : served / all;
}
