/** What the cache did with a request, in the log line's words; `-`: it took no part (platform specification, RTR-60). */
export type CacheOutcome = '-' | 'hit' | 'miss' | 'stale' | 'bypass' | 'coalesced';

/** Those that count as served by the cache. */
export function isServedByCache(outcome: CacheOutcome): boolean {
  return outcome === 'hit' || outcome === 'stale' || outcome === 'coalesced';
}
