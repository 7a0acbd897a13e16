import { explained, type CacheExplanation, type ExplainedRequest } from '../../rules/cache-explanation.ts';
import type { App } from '../app.ts';
import type { KeptPage } from './kept-page.ts';
import type { PageRecord } from './page-record.ts';
import { factsOf } from './stats.ts';

/** A request that somebody wonders about. */
export interface WonderedRequest {
  readonly host: string;
  readonly target: string;
  readonly isEncrypted: boolean;
  readonly cookie: string | null;
}

/** What this router would do with it, for a visitor without a language or packing of their own. */
export function explain({ cache }: App, { host, target, isEncrypted, cookie }: WonderedRequest): CacheExplanation {
  const nowMs = performance.now();
  const headers = cookie === null ? {} : { cookie };
  const { key, cookies } = cache.ask({ isEncrypted, host, target, headers });
  const record = cache.shelf.record(key);
  const rule = cache.ruleFor(target)?.rule ?? null;
  const { page, ...known } = knownOf(record, nowMs);
  const answer = explained({ isOn: cache.isOn, rule, cookies, ...known });
  return { ...answer, key, rule: rule?.path ?? null, cookies, page: page === null ? null : factsOf(page, nowMs) };
}

interface Known extends Pick<ExplainedRequest, 'wasPassed' | 'isPublic' | 'copy'> {
  readonly page: KeptPage | null;
}

function knownOf(record: PageRecord | undefined, nowMs: number): Known {
  if (record === undefined) return { wasPassed: false, isPublic: false, copy: 'none', page: null };
  const page = record.pages.values().next().value ?? null;
  return { wasPassed: record.passUntilMs > nowMs, isPublic: record.isPublic, copy: copyOf(page, nowMs), page };
}

function copyOf(page: KeptPage | null, nowMs: number): 'fresh' | 'stale' | 'none' {
  if (page === null || nowMs >= page.swrUntilMs) return 'none';
  return nowMs < page.freshUntilMs ? 'fresh' : 'stale';
}
