import type { AppCacheStats, KeptPageFacts } from '../../rules/cache-stats.ts';
import type { AppCache } from './app-cache.ts';
import type { KeptPage } from './kept-page.ts';

const topPages = 20;

/** How an app's cache stands. */
export function statsOf({ isOn, counts, shelf }: AppCache): AppCacheStats {
  const nowMs = performance.now();
  const top = [...shelf.pages].toSorted((a, b) => b.hits - a.hits).slice(0, topPages);
  const { requests, bytesServed, fills, purged, errorsHidden } = counts;
  return {
    isOn,
    requests,
    bytesServed,
    fills,
    purged,
    errorsHidden,
    pages: shelf.size,
    bytes: shelf.usedBytes,
    top: top.map((page) => factsOf(page, nowMs)),
  };
}

export function factsOf({ asked, tags, hits, bytes, bornAtMs, freshUntilMs }: KeptPage, nowMs: number): KeptPageFacts {
  const ageSeconds = Math.round((nowMs - bornAtMs) / 1000);
  return { path: asked.target, tags, hits, bytes, ageSeconds, ttlSeconds: Math.round((freshUntilMs - nowMs) / 1000) };
}
