import { comparable } from './route-rules.ts';
import { type CacheRule, type CacheSettings, type PathPattern, pathPatterns, ruleFor } from './cache-rules.ts';

/** A page that a rule keeps for all, to be looked at with the eyes of two visitors (platform specification, CCH-04). */
export interface CanaryPage {
  /** The rule's path; of a page that no rule names, its own. */
  readonly rule: string;
  /** With its query. */
  readonly page: string;
  readonly isForced: boolean;
}

/** A rule under which two visitors got two different pages. */
export interface Suspect {
  readonly rule: string;
  readonly page: string;
}

/** What the app answered at one page: two visitors in turn, each of them twice. Null: no answer that can be compared. */
export interface CanaryLook {
  readonly first: readonly [string, string];
  readonly second: readonly [string, string];
}

/** What visitors asked for lately. */
export interface VisitedPages {
  readonly kept: readonly string[];
  /** Could not be shared; a rule that forces would. */
  readonly passed: readonly string[];
}

const pagesOfRule = 2;

/** Whether these settings share pages that the safe default would not: by force, or because cookies are said to mean nothing. */
export function relaxes({ significantCookies, rules }: CacheSettings): boolean {
  return significantCookies !== null || rules.some(({ force }) => force === true);
}

/** Two pages of each rule that forces, and two of the others when cookies mean nothing: the named ones first, then those of the visitors. */
export function pagesToTry(settings: CacheSettings, { kept, passed }: VisitedPages): readonly CanaryPage[] {
  const patterns = pathPatterns(settings.rules);
  const literal = settings.rules.map(({ path }) => path).filter((path) => !/[*{(|]/.test(path));
  const shared = new Set([...(settings.canary?.pages ?? []), ...kept, ...literal]);
  const all = new Set([...shared, ...passed]);
  const grouped = Map.groupBy(all, (page) => {
    const group = groupOf(ruleFor(comparable(page), patterns)?.rule ?? null, settings);
    return group === '' && !shared.has(page) ? null : group; // what is not shared anyway says nothing of cookies
  });
  grouped.delete(null);
  return [...grouped].flatMap(([group, pages]) => pages.slice(0, pagesOfRule).map((page) => canaryPage(page, group, patterns)));
}

function canaryPage(page: string, group: string | null, patterns: readonly PathPattern<CacheRule>[]): CanaryPage {
  return { rule: ruleFor(comparable(page), patterns)?.rule.path ?? page, page, isForced: group !== '' };
}

/** Each rule that forces is a group of its own, what is shared because cookies mean nothing is one; null: nothing is relaxed there. */
function groupOf(rule: CacheRule | null, { significantCookies }: CacheSettings): string | null {
  if (rule?.force === true) return rule.path;
  return rule?.deny === true || significantCookies === null ? null : '';
}

/** The first rule that forces without a page by which it could be judged; null when there is none. */
export function unprovenRule({ rules }: CacheSettings, pages: readonly CanaryPage[]): CacheRule | null {
  return rules.find(({ force, path }) => force === true && !pages.some(({ rule }) => rule === path)) ?? null;
}

const usualMasks = [
  /name=["']?csrf[\w-]*["']?[^>]*value=["'][^"']*["']/gi,
  /value=["'][^"']*["'][^>]*name=["']?csrf[\w-]*["']?/gi,
  /(?:csrf|xsrf)[\w-]*["']?\s*[:=]\s*["'][^"']*["']/gi,
  /<meta[^>]*csrf[^>]*>/gi,
  /nonce(?:=|-)["']?[\w+/=-]+["']?/gi,
];

/** Without what differs in every answer and means nothing. */
export function masked(body: string, masks: readonly string[]): string {
  const all = [...usualMasks, ...masks.map((mask) => new RegExp(mask, 'g'))];
  return all.reduce((text, mask) => text.replace(mask, ''), body);
}

/**
 * Whether it is one page for everybody. A page that changes from one moment to the next says nothing, unless a rule forces it: then nobody
 * knows what the changes mean.
 */
export function looksPersonal({ first, second }: CanaryLook, isForced: boolean): boolean {
  const isSteady = first[0] === first[1] && second[0] === second[1];
  return isSteady ? first[0] !== second[0] : isForced;
}

/** Cookies that sites of all kinds use, besides those that the app's own visitors have. */
const usualCookies = ['session', 'sessionid', 'sid', 'user', 'auth', 'token', 'visitor', '_ga'];

/** The `Cookie` line of one of two visitors: every cookie that is said to mean nothing, with values of their own. */
export function canaryCookies(settings: CacheSettings, seen: readonly string[], value: string): string {
  const names = new Set([...seen, ...usualCookies].filter((name) => settings.significantCookies?.includes(name) !== true));
  return [...names].map((name) => `${name}=${value}`).join('; ');
}

/** The settings in force while the canary suspects some rules: nothing is kept at their pages. */
export function withoutSuspects(settings: CacheSettings, suspects: readonly Suspect[]): CacheSettings {
  if (suspects.length === 0) return settings;
  const denied = [...new Set(suspects.map(({ rule }) => rule))].map((path) => ({
    path,
    deny: true,
    isSuspect: true as const,
    ttlMs: null,
    swrMs: null,
    sieMs: null,
    tags: [],
  }));
  return { ...settings, rules: [...denied, ...settings.rules] };
}
