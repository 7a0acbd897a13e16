import type { FastifyInstance } from 'fastify';
import type { CacheClearWish, CacheExplainWish, CacheRulesWish, CacheWarmWish } from '../../control/cache-verbs.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';

interface OfApp {
  Params: { app: string };
}

const count = { type: 'integer' };
const text = { type: 'string' };
const texts = { type: 'array', minItems: 1, maxItems: 1000, items: { type: 'string', minLength: 1, maxLength: 2048 } };
export const clearBody = {
  type: 'object',
  properties: { tags: texts, paths: texts, soft: { type: 'boolean' }, warm: texts, when: { enum: ['before', 'after'] } },
};
const warmBody = { type: 'object', properties: { urls: texts, sitemap: { type: 'string', pattern: '^/', maxLength: 2048 } } };
const warmed = { type: 'object', properties: { warmed: count } };
const page = {
  type: 'object',
  properties: { path: text, tags: { type: 'array', items: text }, hits: count, bytes: count, ageSeconds: count, ttlSeconds: count },
};
const stats = {
  type: 'object',
  properties: {
    isOn: { type: 'boolean' },
    requests: { type: 'object', properties: { hit: count, miss: count, stale: count, bypass: count, coalesced: count } },
    bytesServed: count,
    fills: count,
    purged: count,
    errorsHidden: count,
    pages: count,
    bytes: count,
    store: text,
    top: { type: 'array', items: page },
    rules: {
      type: 'array',
      items: { type: 'object', properties: { rule: text, served: count, fills: count, passed: count, pages: count, bytes: count } },
    },
    reasons: { type: 'object', additionalProperties: count },
    passed: { type: 'array', items: { type: 'object', properties: { path: text, reason: text, requests: count } } },
    cookieNames: { type: 'array', items: text },
  },
};
const anything = { type: ['object', 'null'], additionalProperties: true };
const suspect = { type: 'object', properties: { rule: text, page: text } };
const rules = {
  type: 'object',
  properties: {
    version: count,
    from: text,
    section: anything,
    settings: anything,
    suspects: { type: 'array', items: suspect },
    history: { type: 'array', items: { type: 'object', properties: { version: count, at: text, actor: text, section: anything } } },
  },
};
const rulesBody = { type: 'object', properties: { section: anything, version: { type: 'integer', minimum: 1 } } };
const explainBody = {
  type: 'object',
  required: ['url'],
  properties: { url: { ...text, minLength: 1, maxLength: 4096 }, cookie: { ...text, maxLength: 8192 } },
};
const explanation = {
  type: 'object',
  properties: {
    decision: text,
    reason: text,
    key: text,
    rule: { type: ['string', 'null'] },
    cookies: text,
    page: { ...page, type: ['object', 'null'] },
  },
};
const purged = { type: 'object', properties: { purged: count, warmed: count } };

/** The page cache of the routers. */
export function cacheRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>('/api/apps/:app/cache/stats', described({ summary: 'What the page cache has done', answer: stats }), (request) =>
    verbs(context, request).cacheStats(request.params.app),
  );
  api.post<OfApp & { Body: CacheExplainWish }>(
    '/api/apps/:app/cache/explain',
    described({ summary: 'What would become of a request now, and why', body: explainBody, answer: explanation }),
    (request) => verbs(context, request).explainCache(request.params.app, request.body),
  );
  api.post<OfApp & { Body: CacheWarmWish }>(
    '/api/apps/:app/cache/warm',
    described({ summary: 'Asks the app for pages before visitors do', body: warmBody, answer: warmed }),
    (request) => verbs(context, request).warmCache(request.params.app, request.body),
  );
  api.get<OfApp>('/api/apps/:app/cache/rules', described({ summary: 'The rules of the page cache', answer: rules }), (request) =>
    verbs(context, request).cacheRules(request.params.app),
  );
  api.put<OfApp & { Body: CacheRulesWish }>(
    '/api/apps/:app/cache/rules',
    described({ summary: 'Other rules for the page cache, in force at once', body: rulesBody, answer: rules }),
    (request) => verbs(context, request).setCacheRules(request.params.app, request.body),
  );
  api.post<OfApp & { Body: CacheClearWish }>(
    '/api/apps/:app/cache/purge',
    described({ summary: 'Clears kept pages in every router', body: clearBody, answer: purged }),
    (request) => verbs(context, request).clearCache(request.params.app, request.body),
  );
}
