import * as v from 'valibot';
import { cacheTiers, type CacheRule, type CacheSettings, type PurgeRule } from './cache-rules.ts';

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
    tier: v.optional(v.picklist(['fast', 'slow', 'tab'])),
    ttl: v.optional(seconds),
    swr: v.optional(seconds),
    sie: v.optional(seconds),
    tags,
  }),
  v.check(({ tier, ttl }) => tier === undefined || ttl === undefined, 'it has a tier or a ttl, not both'),
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
});

/** As the router reads it. */
export function cacheSettingsOf(section: v.InferOutput<typeof cacheSection>): CacheSettings {
  const languages = section.languages.map((language) => language.toLowerCase());
  return { ...section, languages, rules: section.rules.map(ruleOf), purgeOn: section.purgeOn.map(purgeRuleOf) };
}

function ruleOf({ path: of, deny, tier, ttl, swr, sie, tags: own }: v.InferOutput<typeof rule>): CacheRule {
  return { path: of, deny, ttlMs: tier === undefined ? inMs(ttl) : cacheTiers[tier], swrMs: inMs(swr), sieMs: inMs(sie), tags: own };
}

function purgeRuleOf({ minInterval, ...rest }: v.InferOutput<typeof purge>): PurgeRule {
  return { ...rest, minIntervalMs: minInterval * 1000 };
}

const inMs = (said: number | undefined): number | null => (said === undefined ? null : said * 1000);
