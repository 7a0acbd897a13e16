import { type PassReason, passReasons } from './cache-policy.ts';
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
  /** The store that routers share. */
  readonly store: SharedStoreState;
  /** Most asked for first. */
  readonly top: readonly KeptPageFacts[];
  readonly rules: readonly RuleStats[];
  /** Why requests went past the cache, and how many for each reason. */
  readonly reasons: Readonly<Partial<Record<PassReason, number>>>;
  /** Pages that could not be shared, most asked for first. */
  readonly passed: readonly PassedPage[];
  /** Names of cookies that visitors have sent there. */
  readonly cookieNames: readonly string[];
}

/** `none`: each router keeps its own pages only. */
export type SharedStoreState = 'none' | 'up' | 'away';

/** What one rule has done. */
export interface RuleStats {
  /** Its path; empty for pages that no rule names. */
  readonly rule: string;
  /** Requests that were answered with a kept page. */
  readonly served: number;
  readonly fills: number;
  readonly passed: number;
  /** What is kept now. */
  readonly pages: number;
  readonly bytes: number;
}

/** A page that could not be shared. */
export interface PassedPage {
  readonly path: string;
  readonly reason: PassReason;
  readonly requests: number;
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
      store: sum.store === 'none' || each.store === 'away' ? each.store : sum.store,
      top: [...sum.top, ...each.top].toSorted((a, b) => b.hits - a.hits).slice(0, topPages),
      rules: together([...sum.rules, ...each.rules]),
      reasons: reasonsTogether(sum.reasons, each.reasons),
      passed: passedTogether([...sum.passed, ...each.passed]),
      cookieNames: [...new Set([...sum.cookieNames, ...each.cookieNames])],
    }),
    noCacheStats,
  );
}

/** Most served first. */
function together(rules: readonly RuleStats[]): readonly RuleStats[] {
  const found = new Map<string, RuleStats>();
  for (const each of rules) {
    const sum = found.get(each.rule) ?? { rule: each.rule, served: 0, fills: 0, passed: 0, pages: 0, bytes: 0 };
    found.set(each.rule, {
      rule: each.rule,
      served: sum.served + each.served,
      fills: sum.fills + each.fills,
      passed: sum.passed + each.passed,
      pages: sum.pages + each.pages,
      bytes: sum.bytes + each.bytes,
    });
  }
  return [...found.values()].toSorted((a, b) => b.served - a.served);
}

type Reasons = AppCacheStats['reasons'];

function reasonsTogether(one: Reasons, other: Reasons): Reasons {
  const sum: Partial<Record<PassReason, number>> = { ...one };
  for (const reason of passReasons) if (other[reason] !== undefined) sum[reason] = (sum[reason] ?? 0) + other[reason];
  return sum;
}

function passedTogether(pages: readonly PassedPage[]): readonly PassedPage[] {
  const found = new Map<string, PassedPage>();
  for (const page of pages) found.set(page.path, { ...page, requests: page.requests + (found.get(page.path)?.requests ?? 0) });
  return [...found.values()].toSorted((a, b) => b.requests - a.requests).slice(0, topPages);
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
  store: 'none',
  top: [],
  rules: [],
  reasons: {},
  passed: [],
  cookieNames: [],
};

/** Of all requests that could have been served, how many were, from 0 to 1; null without any. */
export function hitRatio({ requests }: Pick<AppCacheStats, 'requests'>): number | null {
  const served = requests.hit + requests.stale + requests.coalesced;
  const all = served + requests.miss + requests.bypass;
  return all === 0 ? null : served / all;
}
