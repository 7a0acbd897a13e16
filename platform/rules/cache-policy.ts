import { directivesOf, msOf, type Directives } from './cache-control.ts';
import type { CacheRule, CacheSettings } from './cache-rules.ts';

/** The lines of an answer that say whether it may be kept and for whom. Empty where there is none. */
export interface AnswerCaching {
  setsCookie: boolean;
  cacheControl: string;
  surrogateControl: string;
  /** Separated by spaces. */
  surrogateKey: string;
  surrogatePurge: string;
  vary: string;
  expires: string;
  age: string;
  etag: string;
  lastModified: string;
  contentEncoding: string;
  contentType: string;
}

/** What decides about sharing in a request. */
export interface CacheAsk {
  /** `ignored`: it has some, but none that pages depend on; they do not reach the app with a fill. */
  readonly cookies: 'none' | 'ignored' | 'significant';
}

/** Why an answer is not kept. */
export const passReasons = [
  'denied',
  'status',
  'set-cookie',
  'private',
  'vary',
  'no-freshness',
  'personal',
  'size',
  'event-stream',
] as const;

export type PassReason = (typeof passReasons)[number];

/** How an answer is kept. */
export interface KeepFacts {
  readonly ttlMs: number;
  /** After the ttl it may be served while it is renewed. */
  readonly swrMs: number;
  /** After the ttl it may be served when there is no good answer. */
  readonly sieMs: number;
  /** Lower case. */
  readonly vary: readonly string[];
  /** Also for requests with significant cookies. */
  readonly isPublic: boolean;
  readonly tags: readonly string[];
}

export type Keeping = ({ readonly kind: 'keep' } & KeepFacts) | { readonly kind: 'pass'; readonly why: PassReason };

/** An answer, and what is known about it. */
export interface JudgedAnswer {
  readonly status: number;
  readonly caching: AnswerCaching;
  readonly isEventStream: boolean;
  /** Milliseconds from its arrival to its `Expires`; null without one. */
  readonly expiresInMs: number | null;
}

interface JudgedBy {
  readonly rule: CacheRule | null;
  readonly settings: CacheSettings;
}

const storable = new Set([200, 203, 204, 301, 308, 404, 410]);
const withExplicitFreshness = new Set([302, 307]);
/** What a stale copy may bridge when the app says nothing and gives the router a lifetime of its own (reliability specification, 3). */
const usualSieMs = 60_000;

/** Whether an answer may be kept for others, and how long: denied unless everything speaks for it (CCH-01, CCH-02). */
export function keepingOf(answer: JudgedAnswer, ask: CacheAsk, by: JudgedBy): Keeping {
  const cacheControl = directivesOf(answer.caching.cacheControl);
  const surrogate = directivesOf(answer.caching.surrogateControl);
  const vary = varyNames(answer.caching);
  const isPublic = cacheControl.has('public') && !vary.includes('cookie');
  const why = refusal(answer, { cacheControl, surrogate, rule: by.rule, vary });
  if (why !== null) return { kind: 'pass', why };
  if (ask.cookies === 'significant' && !isPublic) return { kind: 'pass', why: 'personal' };
  const ttlMs = lifetimeMs(answer, { cacheControl, surrogate }, by);
  if (ttlMs === null || ttlMs <= 0) return { kind: 'pass', why: 'no-freshness' };
  return { kind: 'keep', ttlMs, ...staleTimes({ cacheControl, surrogate }, by.rule), vary, isPublic, tags: tagList(answer.caching) };
}

/** The app itself says that a cache in front of it may share this answer: from here on the cache takes part in its requests. */
export function invitesSharing(caching: AnswerCaching): boolean {
  if (caching.surrogateControl !== '') return msOf(directivesOf(caching.surrogateControl), 'max-age') !== null;
  if (!caching.cacheControl.includes('s-maxage') && !caching.cacheControl.includes('public')) return false;
  const { cacheControl } = caching;
  return (
    !/\b(?:private|no-store)\b/.test(cacheControl) &&
    (msOf(directivesOf(cacheControl), 's-maxage') ?? msOf(directivesOf(cacheControl), 'max-age') ?? 0) > 0
  );
}

interface Said {
  readonly cacheControl: Directives;
  readonly surrogate: Directives;
}

function refusal(
  answer: JudgedAnswer,
  said: Said & { readonly rule: CacheRule | null; readonly vary: readonly string[] },
): PassReason | null {
  if (said.rule?.deny === true) return 'denied';
  if (answer.isEventStream) return 'event-stream';
  const why = ownBecause(answer, said);
  if (why !== null && said.rule?.force !== true) return why;
  if (said.vary.includes('*')) return 'vary';
  return isStorable(answer, said) ? null : 'status';
}

function isStorable({ status }: JudgedAnswer, { surrogate, cacheControl }: Said): boolean {
  const isExplicit = surrogate.has('max-age') || cacheControl.has('s-maxage');
  return storable.has(status) || (isExplicit && withExplicitFreshness.has(status));
}

/** Why the app says that it is one visitor's own; null when it does not. */
function ownBecause({ caching }: JudgedAnswer, said: Said): PassReason | null {
  if (caching.setsCookie) return 'set-cookie';
  return isPrivate(said) ? 'private' : null;
}

function isPrivate({ cacheControl, surrogate }: Said): boolean {
  return ['private', 'no-store', 'no-cache'].some((word) => cacheControl.has(word)) || surrogate.has('no-store');
}

/** From the first that says something (CCH-01); null when nothing does. */
function lifetimeMs(answer: JudgedAnswer, said: Said, { rule, settings }: JudgedBy): number | null {
  const ageMs = ageOf(answer.caching);
  const saidMs = forSharedCaches(said, ageMs);
  const { ttlMs: ruledMs, force } = rule ?? plainRule;
  if (saidMs !== null && force !== true) return saidMs;
  if (ruledMs !== null) return bound(ruledMs, answer, settings);
  const counts = said.cacheControl.has('public') || (settings.trustMaxAge && rule !== null);
  const maxAgeMs = counts ? msOf(said.cacheControl, 'max-age') : null;
  return maxAgeMs === null ? null : bound(maxAgeMs - ageMs, answer, settings);
}

const plainRule: Pick<CacheRule, 'ttlMs' | 'force'> = { ttlMs: null };

/** What the answer says to caches that many share: to this one first. */
function forSharedCaches({ surrogate, cacheControl }: Said, ageMs: number): number | null {
  const ownMs = msOf(surrogate, 'max-age');
  const sharedMs = msOf(cacheControl, 's-maxage');
  return ownMs ?? (sharedMs === null ? null : sharedMs - ageMs);
}

/** How long other caches have had it already. */
function ageOf({ age }: AnswerCaching): number {
  return msOf(directivesOf(`age=${age}`), 'age') ?? 0;
}

/** Not beyond `Expires`, where the app's own cache keeps that of the first rendering (CCH-08). An `Expires` of now says nothing. */
function bound(ttlMs: number, { expiresInMs }: JudgedAnswer, { expiresBound }: CacheSettings): number {
  return expiresBound && expiresInMs !== null && expiresInMs > 0 ? Math.min(ttlMs, expiresInMs) : ttlMs;
}

function staleTimes({ cacheControl, surrogate }: Said, rule: CacheRule | null): { readonly swrMs: number; readonly sieMs: number } {
  if (cacheControl.has('must-revalidate') || cacheControl.has('proxy-revalidate')) return { swrMs: 0, sieMs: 0 };
  const said = (name: string): number | null => msOf(surrogate, name) ?? msOf(cacheControl, name);
  const swrMs = said('stale-while-revalidate') ?? rule?.swrMs ?? 0;
  return { swrMs, sieMs: said('stale-if-error') ?? rule?.sieMs ?? (surrogate.has('max-age') ? usualSieMs : 0) };
}

function varyNames({ vary, contentEncoding }: AnswerCaching): readonly string[] {
  const names = vary
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  // Packed for whoever asked first: others may not be able to read it, whether the app says so or not.
  if (contentEncoding !== '' && contentEncoding !== 'identity') names.push('accept-encoding');
  return [...new Set(names)].sort();
}

const mostTags = 64;
const longestTag = 128;

/** Tags in a `Surrogate-Key` or `Surrogate-Purge` line. */
export function tagList({ surrogateKey }: Pick<AnswerCaching, 'surrogateKey'>): readonly string[] {
  if (surrogateKey === '') return [];
  const tags = surrogateKey.split(/[\s,]+/).filter((tag) => tag !== '' && tag.length <= longestTag);
  return [...new Set(tags)].slice(0, mostTags);
}
