/** What an app says of the page cache in `rostra.json` (platform specification, CCH-15, CCH-20). Times in milliseconds. */
export interface CacheSettings {
  /** What `Accept-Language` is reduced to; empty: to its first tag. */
  readonly languages: readonly string[];
  /** The only cookies that pages depend on; null: every cookie may matter (CCH-03). */
  readonly significantCookies: readonly string[] | null;
  /** A plain `max-age` counts, although it was written for browsers (Django). */
  readonly trustMaxAge: boolean;
  /** A page that comes out of the app's own cache is not kept beyond its `Expires` (CCH-08). */
  readonly expiresBound: boolean;
  readonly rules: readonly CacheRule[];
  readonly purgeOn: readonly PurgeRule[];
  /** How pages are compared that might be somebody's own (CCH-04); absent: only the usual tokens in forms differ. */
  readonly canary?: CanarySettings;
  /** Pages that are asked for again and again, so that visitors find them there (CCH-18). */
  readonly warm?: WarmSettings;
}

export interface WarmSettings {
  readonly pages: readonly string[];
  /** Where the app lists more of them; null: nowhere. */
  readonly sitemap: string | null;
  readonly everyMs: number;
}

export interface CanarySettings {
  /** Pages to look at before any have been visited. */
  readonly pages: readonly string[];
  /** Regular expressions of what differs in every answer and means nothing: tokens in forms, nonces. */
  readonly masks: readonly string[];
}

/** How pages of these paths are kept. The first rule that fits counts. */
export interface CacheRule {
  /** `/{t}/draw/**`: `*` stands for one segment, `**` for any number, `{name}` for one that tags may name, `(a|b)` for either. */
  readonly path: string;
  /** Never kept, whatever the app says. */
  readonly deny: boolean;
  /** Kept for everybody although the app calls it private, sets cookies or varies by them; only while a canary sees no difference (CCH-04). */
  readonly force?: true;
  /** The canary has put it here: two visitors got two different pages. */
  readonly isSuspect?: true;
  /** How long; null: as the app says. */
  readonly ttlMs: number | null;
  readonly swrMs: number | null;
  readonly sieMs: number | null;
  readonly tags: readonly string[];
}

/** A write of the app that changes pages, seen by its request and its answer: for apps that cannot say so themselves. */
export interface PurgeRule {
  readonly method: string;
  readonly path: string;
  readonly status: readonly number[];
  readonly tags: readonly string[];
  /** The pages become stale instead of going away. */
  readonly soft: boolean;
  /** A page cache of the app's own that is emptied first; null: it has none (CCH-16). */
  readonly guestFlush: 'django-pages' | null;
  /** Pages that are asked for again at once, so that no visitor waits for them (CCH-17). They may hold the path's `{names}`. */
  readonly warm: readonly string[];
  /** At most one purge in this time: for writes that come in rows. 0: each one. */
  readonly minIntervalMs: number;
}

/** Of an app that says nothing. */
export const plainCacheSettings: CacheSettings = {
  languages: [],
  significantCookies: null,
  trustMaxAge: false,
  expiresBound: false,
  rules: [],
  purgeOn: [],
};

/** The lifetimes that rules name (CCH-20). */
export const cacheTiers = { fast: 60_000, slow: 210_000, tab: 7_200_000 } as const;

/** A rule that fits a path, and what its `{names}` stand for there. */
export interface RuleMatch<Rule> {
  readonly rule: Rule;
  readonly names: Readonly<Record<string, string>>;
}

/** A rule's path, ready to be compared. */
export interface PathPattern<Rule> {
  readonly rule: Rule;
  readonly pattern: RegExp;
}

/** The rules in their order, their paths ready to be compared. */
export function pathPatterns<Rule extends { readonly path: string }>(rules: readonly Rule[]): readonly PathPattern<Rule>[] {
  return rules.map((rule) => ({ rule, pattern: patternOf(rule.path) }));
}

/** The first rule that fits this decoded path without a query; null when there is none. */
export function ruleFor<Rule>(path: string, patterns: readonly PathPattern<Rule>[]): RuleMatch<Rule> | null {
  for (const { rule, pattern } of patterns) {
    const found = pattern.exec(path);
    if (found !== null) return { rule, names: found.groups ?? {} };
  }
  return null;
}

/** The tags with what their `{names}` stand for; one whose name is unknown is left out. */
export function tagsOf(tags: readonly string[], names: Readonly<Record<string, string>>): string[] {
  const filled = tags.map((tag) => tag.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole));
  return filled.filter((tag) => !tag.includes('{'));
}

function patternOf(path: string): RegExp {
  let source = '';
  for (const [piece] of path.matchAll(/\/\*\*$|\*\*|\*|\{\w+\}|[(|)]|[^*{(|)]+|\{/g)) source += regexOf(piece);
  return new RegExp(`^${source}$`);
}

function regexOf(piece: string): string {
  if (piece === '/**') return '(?:/.*)?';
  if (piece === '**') return '.*';
  if (piece === '*') return '[^/]+';
  if (piece === '(') return '(?:';
  if (piece === '|' || piece === ')') return piece;
  if (/^\{\w+\}$/.test(piece)) return `(?<${piece.slice(1, -1)}>[^/]+)`;
  return piece.replace(/[.+?^$[\]\\{}]/g, String.raw`\$&`);
}
