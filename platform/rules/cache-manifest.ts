import * as v from 'valibot';
import { cacheTiers, type CacheRule, type CacheSettings, type PurgeRule, type WarmSettings } from './cache-rules.ts';

const longest = 31_536_000;
const seconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(longest));
const path = v.pipe(
  v.string(),
  v.startsWith('/'),
  v.maxLength(500),
  v.regex(/^[^()|{}]*(?:\{\w+\}[^()|{}]*|\([^()|{}]+(?:\|[^()|{}]+)*\)[^()|{}]*)*$/, 'braces hold one name, brackets hold choices'),
);
const tag = v.pipe(v.string(), v.regex(/^[^\s,]{1,128}$/, 'it must be one word of at most 128 characters'));
const tags = v.optional(v.pipe(v.array(tag), v.maxLength(64)), []);
const word = v.pipe(v.string(), v.regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, 'it must be one word'));
const rule = v.pipe(
  v.object({
    path,
    deny: v.optional(v.boolean(), false),
    force: v.optional(v.boolean(), false),
    tier: v.optional(v.picklist(['fast', 'slow', 'tab'])),
    ttl: v.optional(seconds),
    swr: v.optional(seconds),
    sie: v.optional(seconds),
    tags,
  }),
  v.check(({ tier, ttl }) => tier === undefined || ttl === undefined, 'it has a tier or a ttl, not both'),
  v.check(({ deny, force }) => !deny || !force, 'it is denied or forced, not both'),
  v.check(({ force, tier, ttl }) => !force || tier !== undefined || ttl !== undefined, 'what is forced needs a tier or a ttl'),
);
const mask = v.pipe(
  v.string(),
  v.maxLength(300),
  v.check((text) => isExpression(text), 'it must be a regular expression'),
);
const pagePath = v.pipe(v.string(), v.regex(/^\/[!-~]*$/, 'it must be a path that begins with /'));
const canary = v.object({
  pages: v.optional(v.pipe(v.array(pagePath), v.maxLength(20)), []),
  masks: v.optional(v.pipe(v.array(mask), v.maxLength(20)), []),
});
const warming = v.pipe(
  v.object({
    pages: v.optional(v.pipe(v.array(pagePath), v.maxLength(200)), []),
    sitemap: v.optional(pagePath),
    every: v.optional(v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(86_400)), 60),
  }),
  v.check(({ pages, sitemap }) => pages.length > 0 || sitemap !== undefined, 'it names pages or a sitemap'),
);
const purge = v.object({
  method: v.optional(v.picklist(['POST', 'PUT', 'PATCH', 'DELETE']), 'POST'),
  path,
  status: v.optional(
    v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(499))), v.minLength(1)),
    [200, 201, 204, 302, 303],
  ),
  tags: v.pipe(v.array(tag), v.minLength(1), v.maxLength(64)),
  soft: v.optional(v.boolean(), false),
  guestFlush: v.optional(v.nullable(v.picklist(['django-pages'])), null),
  warm: v.optional(v.pipe(v.array(path), v.maxLength(50)), []),
  minInterval: v.optional(seconds, 0),
});

/** The part `cache` of `rostra.json`; seconds, as people say them. */
export const cacheSection = v.object({
  languages: v.optional(v.pipe(v.array(word), v.maxLength(100)), []),
  significantCookies: v.optional(v.nullable(v.pipe(v.array(word), v.maxLength(50))), null),
  trustMaxAge: v.optional(v.boolean(), false),
  expiresBound: v.optional(v.boolean(), false),
  rules: v.optional(v.pipe(v.array(rule), v.maxLength(200)), []),
  purgeOn: v.optional(v.pipe(v.array(purge), v.maxLength(100)), []),
  canary: v.optional(canary),
  warm: v.optional(warming),
});

/** As people write it. */
export type CacheSection = v.InferInput<typeof cacheSection>;

export type CacheSectionRead =
  | { readonly ok: true; readonly section: CacheSection; readonly settings: CacheSettings }
  | { readonly ok: false; readonly fault: string };

/** Reads what somebody wrote; the fault in words says where it is. */
export function readCacheSection(written: unknown): CacheSectionRead {
  const strict = v.strictObject(cacheSection.entries);
  if (v.is(strict, written)) return { ok: true, section: written, settings: cacheSettingsOf(v.parse(strict, written)) };
  const read = v.safeParse(strict, written);
  if (read.success) return { ok: true, section: read.output, settings: cacheSettingsOf(read.output) };
  const [issue] = read.issues;
  return { ok: false, fault: `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}` };
}

/** As the router reads it. */
export function cacheSettingsOf(section: v.InferOutput<typeof cacheSection>): CacheSettings {
  const { canary: own, warm, ...rest } = section;
  const languages = section.languages.map((language) => language.toLowerCase());
  const rules = section.rules.map(ruleOf);
  return {
    ...rest,
    languages,
    rules,
    purgeOn: section.purgeOn.map(purgeRuleOf),
    ...(own !== undefined && { canary: own }),
    ...(warm !== undefined && { warm: { pages: warm.pages, sitemap: warm.sitemap ?? null, everyMs: warm.every * 1000 } }),
  };
}

/** As people would write these settings, without what need not be said. */
export function sectionOf({
  languages,
  significantCookies,
  trustMaxAge,
  expiresBound,
  rules,
  purgeOn,
  canary: own,
  warm,
}: CacheSettings): CacheSection {
  return {
    ...(languages.length > 0 && { languages: [...languages] }),
    ...(significantCookies !== null && { significantCookies: [...significantCookies] }),
    ...(trustMaxAge && { trustMaxAge }),
    ...(expiresBound && { expiresBound }),
    rules: rules.filter(({ isSuspect }) => isSuspect !== true).map(writtenRule),
    ...(purgeOn.length > 0 && { purgeOn: purgeOn.map(writtenPurge) }),
    ...(own !== undefined && { canary: { pages: [...own.pages], masks: [...own.masks] } }),
    ...(warm !== undefined && { warm: writtenWarming(warm) }),
  };
}

function writtenWarming({ pages, sitemap, everyMs }: WarmSettings): v.InferInput<typeof warming> {
  return { ...(pages.length > 0 && { pages: [...pages] }), ...(sitemap !== null && { sitemap }), every: everyMs / 1000 };
}

function writtenRule({ path: of, deny, force, ttlMs, swrMs, sieMs, tags: own }: CacheRule): v.InferInput<typeof rule> {
  const tier = tierOf(ttlMs);
  return {
    path: of,
    ...(deny && { deny }),
    ...(force === true && { force }),
    ...(tier !== undefined ? { tier } : ttlMs !== null && { ttl: ttlMs / 1000 }),
    ...(swrMs !== null && { swr: swrMs / 1000 }),
    ...(sieMs !== null && { sie: sieMs / 1000 }),
    ...(own.length > 0 && { tags: [...own] }),
  };
}

function tierOf(ttlMs: number | null): keyof typeof cacheTiers | undefined {
  return (['fast', 'slow', 'tab'] as const).find((tier) => cacheTiers[tier] === ttlMs);
}

function writtenPurge({
  method,
  path: of,
  status,
  tags: own,
  soft,
  guestFlush,
  warm,
  minIntervalMs,
}: PurgeRule): v.InferInput<typeof purge> {
  const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
  return {
    method: methods.find((each) => each === method) ?? 'POST',
    path: of,
    status: [...status],
    tags: [...own],
    ...(soft && { soft }),
    ...(guestFlush !== null && { guestFlush }),
    ...(warm.length > 0 && { warm: [...warm] }),
    ...(minIntervalMs > 0 && { minInterval: minIntervalMs / 1000 }),
  };
}

function ruleOf({ path: of, deny, force, tier, ttl, swr, sie, tags: own }: v.InferOutput<typeof rule>): CacheRule {
  const ttlMs = tier === undefined ? inMs(ttl) : cacheTiers[tier];
  return { path: of, deny, ...(force ? { force } : {}), ttlMs, swrMs: inMs(swr), sieMs: inMs(sie), tags: own };
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text).source !== '';
  } catch {
    return false;
  }
}

function purgeRuleOf({ minInterval, ...rest }: v.InferOutput<typeof purge>): PurgeRule {
  return { ...rest, minIntervalMs: minInterval * 1000 };
}

const inMs = (said: number | undefined): number | null => (said === undefined ? null : said * 1000);
