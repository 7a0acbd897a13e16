import { variantKey } from '../../rules/cache-key.ts';
import type { KeepFacts } from '../../rules/cache-policy.ts';
import type { AppCache, PageAsk } from './app-cache.ts';
import { type AskedPage, KeptPage } from './kept-page.ts';
import { pack } from './pack.ts';
import type { PageRecord } from './page-record.ts';
import { Version } from './version.ts';

/** An answer that is kept, before it stands on a shelf. */
export interface PageParts {
  readonly facts: KeepFacts;
  /** The path of the rule that it falls under; empty without one. */
  readonly rule: string;
  readonly status: number;
  readonly reason: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly coding: string;
  readonly etag: string;
  readonly lastModified: string;
  readonly body: Buffer;
  /** When it was asked for; `performance.now()`. */
  readonly bornAtMs: number;
}

interface AskedFor {
  readonly ask: PageAsk;
  readonly asked: AskedPage;
  /** That of the last purge before it was asked for. */
  readonly sequence: number;
}

/** Puts a page on the app's shelf. Null when it was purged meanwhile, or its variants cannot be told apart. */
export function shelve(cache: AppCache, { ask, asked, sequence }: AskedFor, parts: PageParts): KeptPage | null {
  const { facts, headers, body, coding, etag, status, ...rest } = parts;
  if (!cache.purges.allows(facts.tags, sequence)) return null;
  const variant = variantKey(facts.vary, ask.headers, cache.settings);
  if (variant === null) {
    cache.markPass(ask.key, 'vary');
    return null;
  }
  const record = recordOf(cache, ask.key, facts.vary);
  Object.assign(record, { isPublic: facts.isPublic, isShared: true, passUntilMs: 0 });
  const version = new Version({ headers, body, coding, etag, status });
  const lines = linesOf(facts, ask) + asked.lines;
  const page = new KeptPage({ ...rest, record, variant, facts, status, coding, etag, version, asked: { ...asked, lines } });
  cache.shelf.keep(page);
  void pack(page, cache.shelf);
  return page;
}

/** The address's record, whose variants are told apart by these names from now on. */
export function recordOf(cache: AppCache, key: string, vary: readonly string[]): PageRecord {
  const record = cache.shelf.recordOf(key);
  if (vary.join() === record.vary.join()) return record;
  for (const page of record.pages.values()) cache.shelf.remove(page);
  cache.sortFlights(key, vary);
  record.vary = vary;
  return record;
}

const sentAnyway = new Set(['accept', 'accept-encoding', 'accept-language', 'cookie']);

/** The request's lines that the page depends on, as they are sent when it is renewed. */
function linesOf({ vary }: KeepFacts, { headers }: PageAsk): string {
  const told = vary.filter((name) => !sentAnyway.has(name));
  return told.map((name) => (headers[name] === undefined ? '' : `${name}: ${String(headers[name])}\r\n`)).join('');
}
