import type { PassReason } from '../../rules/cache-policy.ts';
import type { CacheOutcome } from '../../rules/cache-status.ts';
import type { KeptPage } from './kept-page.ts';

/** Of one rule, or of the pages that no rule names. */
interface RuleCounts {
  served: number;
  fills: number;
  passed: number;
}

interface PassedPage {
  readonly path: string;
  readonly reason: PassReason;
  requests: number;
}

const mostPassedPages = 200;
const mostCookieNames = 30;

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

  /** By the rule's path; empty for pages without one. Only of pages that are gone; what still stands is counted in it. */
  readonly rules = new Map<string, RuleCounts>();
  /** Why requests went past the cache. */
  readonly reasons = new Map<PassReason, number>();
  readonly passed = new Map<string, PassedPage>();
  /** Names of cookies that visitors have sent, for the canary. */
  readonly cookieNames = new Set<string>();

  ofRule(rule: string): RuleCounts {
    const found = this.rules.get(rule) ?? { served: 0, fills: 0, passed: 0 };
    this.rules.set(rule, found);
    return found;
  }

  /** An answer of the app that is kept from now on. */
  filled({ rule }: KeptPage): void {
    this.fills += 1;
    this.ofRule(rule).fills += 1;
  }

  retire({ rule, served }: KeptPage): void {
    this.ofRule(rule).served += served;
  }

  /** A request that could not be shared. */
  pass({ path, rule, reason, cookie }: Pass): void {
    this.ofRule(rule).passed += 1;
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    const page = this.passed.get(path);
    if (page !== undefined) page.requests += 1;
    else if (this.passed.size < mostPassedPages) this.passed.set(path, { path, reason, requests: 1 });
    if (cookie !== undefined && this.cookieNames.size < mostCookieNames) this.#noteCookies(cookie);
  }

  #noteCookies(cookie: string): void {
    for (const [, name = ''] of cookie.matchAll(/(?:^|;)\s*([\w!#$%&'*+.^`|~-]{1,100})=/g)) this.cookieNames.add(name);
  }
}

interface Pass {
  readonly path: string;
  /** Empty without one. */
  readonly rule: string;
  readonly reason: PassReason;
  /** The request's line. */
  readonly cookie: string | undefined;
}
