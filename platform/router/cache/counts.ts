import type { CacheOutcome } from '../../rules/cache-status.ts';

/** What the cache has done for an app since the router started. */
export class CacheCounts {
  readonly requests: Record<Exclude<CacheOutcome, '-'>, number> = { hit: 0, miss: 0, stale: 0, bypass: 0, coalesced: 0 };
  /** Bytes of bodies that the cache served. */
  bytesServed = 0;
  purged = 0;
  /** Answers of the app that were asked for to keep them. */
  fills = 0;
  /** Failures that nobody saw, because a stale copy took their place. */
  errorsHidden = 0;

  add(outcome: CacheOutcome, bytes: number): void {
    if (outcome === '-') return;
    this.requests[outcome] += 1;
    if (outcome !== 'miss' && outcome !== 'bypass') this.bytesServed += bytes;
  }
}
