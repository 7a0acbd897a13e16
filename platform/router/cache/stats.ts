import type { AppCacheStats, KeptPageFacts, RuleStats, SharedStoreState } from '../../rules/cache-stats.ts';
import type { AppCache } from './app-cache.ts';
import type { CacheCounts } from './counts.ts';
import type { KeptPage } from './kept-page.ts';

const topPages = 20;

/** How an app's cache stands. */
export function statsOf({ isOn, counts, shelf }: AppCache, store: SharedStoreState): AppCacheStats {
  const nowMs = performance.now();
  const top = [...shelf.pages].toSorted((a, b) => b.hits - a.hits).slice(0, topPages);
  const { requests, bytesServed, fills, purged, errorsHidden, reasons, passed, cookieNames } = counts;
  const passedMost = [...passed.values()].toSorted((a, b) => b.requests - a.requests).slice(0, topPages);
  return {
    isOn,
    requests,
    bytesServed,
    fills,
    purged,
    errorsHidden,
    pages: shelf.size,
    bytes: shelf.usedBytes,
    store,
    top: top.map((page) => factsOf(page, nowMs)),
    rules: rulesOf(counts, shelf.pages),
    reasons: Object.fromEntries(reasons),
    passed: passedMost,
    cookieNames: [...cookieNames],
  };
}

/** What stands is counted on top of what is gone. */
function rulesOf({ rules }: CacheCounts, pages: Iterable<KeptPage>): readonly RuleStats[] {
  const found = new Map([...rules].map(([rule, { served, fills, passed }]) => [rule, { rule, served, fills, passed, pages: 0, bytes: 0 }]));
  for (const { rule, served, bytes } of pages) {
    const stats = found.get(rule) ?? { rule, served: 0, fills: 0, passed: 0, pages: 0, bytes: 0 };
    found.set(rule, stats);
    stats.served += served;
    stats.pages += 1;
    stats.bytes += bytes;
  }
  return [...found.values()];
}

export function factsOf({ asked, tags, hits, bytes, bornAtMs, freshUntilMs }: KeptPage, nowMs: number): KeptPageFacts {
  const ageSeconds = Math.round((nowMs - bornAtMs) / 1000);
  return { path: asked.target, tags, hits, bytes, ageSeconds, ttlSeconds: Math.round((freshUntilMs - nowMs) / 1000) };
}
