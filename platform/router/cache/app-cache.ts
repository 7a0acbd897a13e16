import { createHash } from 'node:crypto';
import { comparable } from '../../rules/route-rules.ts';
import { pageKey, cookiesOf, variantKey, type AskedHeaders } from '../../rules/cache-key.ts';
import type { CacheAsk, PassReason } from '../../rules/cache-policy.ts';
import {
  type CacheRule,
  type CacheSettings,
  pathPatterns,
  type PathPattern,
  plainCacheSettings,
  type PurgeRule,
  ruleFor,
  type RuleMatch,
} from '../../rules/cache-rules.ts';
import type { Budget } from './budget.ts';
import { CacheCounts } from './counts.ts';
import { Flight } from './flight.ts';
import type { KeptPage } from './kept-page.ts';
import { Pace } from './pace.ts';
import { type PageRecord, unknownVary } from './page-record.ts';
import { Purges } from './purges.ts';
import { Shelf } from './shelf.ts';

/** A request as the cache sees it. */
export interface PageAsk extends CacheAsk {
  readonly key: string;
  /** As sent. */
  readonly target: string;
  readonly headers: AskedHeaders;
}

/** A request that others wait for. */
interface OnTheWay extends Pick<PageAsk, 'key' | 'headers'> {
  readonly flight: Flight;
}

/** What is found for a request. */
export type Found =
  | { readonly kind: 'page'; readonly page: KeptPage; readonly isFresh: boolean }
  /** Nothing that may be shared. */
  | { readonly kind: 'pass' }
  | { readonly kind: 'wait'; readonly flight: Flight }
  /** Nothing, and nobody asks the app yet. `fallback` may be served when the app fails. */
  | { readonly kind: 'lead'; readonly variant: string; readonly fallback: KeptPage | null }
  /** Nothing; whether it may be shared the answer will say, and until then nobody waits for it. */
  | { readonly kind: 'watch' };

const passForMs = 10_000;
const popularFrom = 10;
const popularMost = 20;
const waitMostMs = 5000;
/** Where the page has been shared before, whoever waits for it is better off than in the line before the app. */
const waitForSharedMs = 25_000;

/** What the router knows of an app's pages. Takes part only once the app, or what it was deployed with, has said that pages may be shared. */
export class AppCache {
  isOn = false;
  settings: CacheSettings = plainCacheSettings;
  /** Release and rules in short: routers share pages of the same one. */
  edition = '';
  /** Pages that visitors of the release before wanted most: the new one is asked for them at once (CCH-18). */
  popular: readonly KeptPage[] = [];
  readonly shelf: Shelf;
  readonly purges = new Purges();
  readonly counts = new CacheCounts();
  readonly pace = new Pace();
  /** By address and variant. */
  readonly #flights = new Map<string, OnTheWay>();
  #rules: readonly PathPattern<CacheRule>[] = [];
  /** Some rule keeps pages whatever the app says. */
  #forces = false;
  #purgeRules: readonly PathPattern<PurgeRule>[] = [];
  #release: number | null = null;

  constructor(budget: Budget) {
    this.shelf = new Shelf(budget, (page) => this.counts.retire(page));
  }

  /** A new release's pages are other pages. */
  apply(settings: CacheSettings | null, release: number | null): void {
    if (release !== this.#release) this.popular = this.#mostServed();
    if (release !== this.#release || JSON.stringify(settings ?? plainCacheSettings) !== JSON.stringify(this.settings)) this.purge(null);
    this.#release = release;
    this.edition = `${release}-${createHash('sha1').update(JSON.stringify(settings)).digest('base64url').slice(0, 8)}`;
    this.settings = settings ?? plainCacheSettings;
    this.isOn ||= settings !== null;
    this.#rules = pathPatterns(this.settings.rules);
    this.#forces = this.settings.rules.some(({ force }) => force === true);
    this.#purgeRules = pathPatterns(this.settings.purgeOn);
  }

  #mostServed(): readonly KeptPage[] {
    const pages = [...this.shelf.pages].filter(({ served }) => served >= popularFrom);
    return pages.toSorted((a, b) => b.served - a.served).slice(0, popularMost);
  }

  ask(request: { isEncrypted: boolean; host: string; target: string; headers: AskedHeaders }): PageAsk {
    const { target, headers } = request;
    const cookie = headers['cookie'];
    const cookies = cookie === undefined ? 'none' : cookiesOf(String(cookie), this.#settingsFor(target));
    return { key: pageKey(request.isEncrypted ? 'https' : 'http', request.host, target), target, headers, cookies };
  }

  /** Cookies of others mean nothing where a rule forces (CCH-04). */
  #settingsFor(target: string): Pick<CacheSettings, 'significantCookies'> {
    const { settings } = this;
    if (!this.#forces || settings.significantCookies !== null) return settings;
    return this.ruleFor(target)?.rule.force === true ? { significantCookies: [] } : settings;
  }

  look(ask: PageAsk, nowMs: number): Found {
    const record = this.shelf.record(ask.key);
    const kind = manner(record, ask, nowMs);
    if (kind !== 'share') return { kind };
    const variant = variantKey(record?.vary ?? unknownVary, ask.headers, this.settings);
    if (variant === null) return { kind: 'pass' };
    const page = record?.pages.get(variant) ?? null;
    if (page !== null && nowMs < page.swrUntilMs) return { kind: 'page', page, isFresh: nowMs < page.freshUntilMs };
    const onTheWay = this.#flights.get(`${ask.key}\n${variant}`);
    if (onTheWay === undefined) return { kind: 'lead', variant, fallback: fallbackOf(page, nowMs) };
    return { kind: 'wait', flight: onTheWay.flight };
  }

  /** From here on others wait for this request, until it lands. */
  takeOff({ key, headers }: Pick<PageAsk, 'key' | 'headers'>, variant: string): Flight {
    const waitMs = this.shelf.record(key)?.isShared === true ? waitForSharedMs : waitMostMs;
    const flight = new Flight(waitMs, () => {
      for (const [place, each] of this.#flights) if (each.flight === flight) this.#flights.delete(place);
    });
    this.#flights.set(`${key}\n${variant}`, { key, headers, flight });
    return flight;
  }

  /** The address's variants are told apart by other names than was thought: who is on the way to one of them is found there. */
  sortFlights(key: string, vary: readonly string[]): void {
    for (const [place, each] of [...this.#flights].filter(([, { key: of }]) => of === key)) {
      this.#flights.delete(place);
      const variant = variantKey(vary, each.headers, this.settings);
      if (variant !== null) this.#flights.set(`${key}\n${variant}`, each);
    }
  }

  /** Nobody waits for anybody at this address for a while. */
  markPass(key: string, why: PassReason): void {
    const record = this.shelf.recordOf(key);
    Object.assign(record, { passUntilMs: performance.now() + passForMs, isPublic: false, why });
  }

  /** A request that goes past the cache; without a reason, for the one that its address is known by. */
  notePass({ key, target, headers }: PageAsk, why?: PassReason): void {
    const { cookie } = headers;
    const [path = ''] = target.split('?');
    const reason = why ?? this.shelf.record(key)?.why ?? 'personal';
    this.counts.pass({ path, rule: this.ruleFor(target)?.rule.path ?? '', reason, cookie: cookie === undefined ? cookie : String(cookie) });
  }

  ruleFor(target: string): RuleMatch<CacheRule> | null {
    return this.#rules.length === 0 ? null : ruleFor(comparable(target), this.#rules);
  }

  /** The rule that this write falls under. */
  purgeRuleFor(method: string, target: string, status: number): RuleMatch<PurgeRule> | null {
    if (this.#purgeRules.length === 0) return null;
    const mine = this.#purgeRules.filter(({ rule }) => rule.method === method && rule.status.includes(status));
    return ruleFor(comparable(target), mine);
  }

  /** Pages with one of these tags go, or all. What was asked for before is not kept any more, and nobody waits for it any more. */
  purge(tags: readonly string[] | null, spared = Infinity): number {
    return this.#each(tags, (page) => page.bornAtEpochMs < spared && this.#remove(page));
  }

  /** They stay, but are stale (CCH-14). */
  soften(tags: readonly string[] | null): number {
    const nowMs = performance.now();
    return this.#each(tags, (page) => {
      page.expire(nowMs);
      return true;
    });
  }

  /** Those that match. */
  purgePaths(matches: (page: KeptPage) => boolean): number {
    return this.#each(null, (page) => matches(page) && this.#remove(page));
  }

  #remove(page: KeptPage): true {
    this.shelf.remove(page);
    return true;
  }

  /** How many `act` has done something to. */
  #each(tags: readonly string[] | null, act: (page: KeptPage) => boolean): number {
    this.purges.note(tags);
    this.#flights.clear();
    const found = new Set(tags === null ? this.shelf.pages : tags.flatMap((tag) => [...this.shelf.withTag(tag)]));
    return [...found].filter((page) => act(page)).length;
  }
}

/** What someone may get at an address: a share of what is there, or an answer of the app's own, with or without being kept. */
function manner(record: PageRecord | undefined, { cookies }: PageAsk, nowMs: number): 'share' | 'watch' | 'pass' {
  if (record === undefined) return cookies === 'significant' ? 'watch' : 'share';
  if (record.passUntilMs > nowMs) return 'pass';
  if (cookies !== 'significant' || record.isPublic) return 'share';
  return record.isShared ? 'pass' : 'watch';
}

function fallbackOf(page: KeptPage | null, nowMs: number): KeptPage | null {
  return page !== null && nowMs < page.sieUntilMs ? page : null;
}
