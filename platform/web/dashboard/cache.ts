import type { FastifyInstance, FastifyReply } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CacheClearWish, CacheRulesWish } from '../../control/cache-verbs.ts';
import { type CacheSection, readCacheSection, sectionOf } from '../../rules/cache-manifest.ts';
import { pathPatterns, ruleFor } from '../../rules/cache-rules.ts';
import { comparable } from '../../rules/route-rules.ts';
import type { CacheExplanation } from '../../rules/cache-explanation.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { cachePage } from './views/cache.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';

interface Asked extends AppRoute {
  readonly Querystring: { readonly url?: string; readonly cookie?: string };
}

/** What the routers keep of an app's pages: how much it helps, by which rules, why a page is or is not kept, and how to clear and bring pages. */
export function registerCache(server: FastifyInstance, desk: Desk): void {
  server.get<Asked>(patterns.cache, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { url = '', cookie = '' } = request.query;
    return showCache(visit, request.params.app, { url, cookie });
  });
  server.post<AppRoute>(patterns.cache, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const fault = await refusalOf(visit.operations.clearCache(app, clearWish(request.body)));
    return fault ? showCache(visit, app, { fault }) : visit.goTo(paths.cache(app));
  });
  server.post<AppRoute>(patterns.cacheWarm, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const urls = formText(request.body, 'urls')
      .split(/\s+/)
      .filter((url) => url !== '');
    const fault = await refusalOf(visit.operations.warmCache(app, urls.length === 0 ? {} : { urls }));
    return fault ? showCache(visit, app, { fault }) : visit.goTo(paths.cache(app));
  });
  server.post<AppRoute>(patterns.cacheRules, async (request, reply) =>
    changeRules(await visitOf(request, reply, desk), request.params.app, request.body),
  );
}

/** Tried, put in force, or an earlier version back. */
async function changeRules(visit: Visit, app: string, body: unknown): Promise<FastifyReply> {
  const draft = formText(body, 'section');
  if (formText(body, 'act') === 'try') return tryRules(visit, app, { draft, page: formText(body, 'page') });
  const fault = await refusalOf((async () => visit.operations.setCacheRules(app, rulesWish(body, draft)))());
  if (fault === null) return visit.goTo(paths.cache(app));
  return showCache(visit, app, draft === '' ? { fault } : { fault, draft });
}

async function tryRules(
  visit: Visit,
  app: string,
  { draft, page }: { readonly draft: string; readonly page: string },
): Promise<FastifyReply> {
  let tried: Wondered['tried'];
  const fault = await refusalOf((async () => (tried = triedWith(draft, page)))());
  return showCache(visit, app, { draft, ...(fault === null ? {} : { fault }), ...(tried === undefined ? {} : { tried }) });
}

function rulesWish(body: unknown, draft: string): CacheRulesWish {
  if (formText(body, 'act') !== 'back') return { section: sectionIn(draft) };
  const version = formText(body, 'version');
  return version === 'release' ? { section: null } : { version: Number(version) };
}

function sectionIn(draft: string): CacheSection {
  try {
    return JSON.parse(draft);
  } catch {
    throw new RostraError({
      code: 'CACHE_RULES_NO_JSON',
      status: 422,
      message: 'The rules cannot be read as JSON.',
      hint: 'Write {"rules": [{"path": "/", "tier": "fast"}]}.',
    });
  }
}

/** Which rule of the draft a page falls under. */
function triedWith(draft: string, page: string): { readonly page: string; readonly sentence: string } {
  const read = readCacheSection(sectionIn(draft));
  if (!read.ok) return { page, sentence: `The rules are wrong: ${read.fault}.` };
  const rule = ruleFor(comparable(page === '' ? '/' : page), pathPatterns(read.settings.rules))?.rule;
  if (rule === undefined) return { page, sentence: `No rule names ${page}: it is kept as the app says.` };
  if (rule.deny) return { page, sentence: `${page} falls under ${rule.path} and is never kept.` };
  const kept = rule.ttlMs === null ? 'as long as the app says' : `${rule.ttlMs / 1000} s`;
  return { page, sentence: `${page} falls under ${rule.path} and is kept ${kept}${rule.force === true ? ', whatever the app says' : ''}.` };
}

/** `/draw*` is a path, any other word a tag; nothing is everything. */
function clearWish(body: unknown): CacheClearWish {
  const words = formText(body, 'what')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return {};
  const isSoft = formText(body, 'soft') === '1';
  return words.some((word) => word.startsWith('/')) ? { paths: words } : { tags: words, soft: isSoft };
}

interface Wondered {
  readonly url?: string;
  readonly cookie?: string;
  readonly fault?: Refusal;
  readonly draft?: string;
  readonly tried?: { readonly page: string; readonly sentence: string };
}

async function showCache(visit: Visit, app: string, { url = '', cookie = '', fault, draft, tried }: Wondered): Promise<FastifyReply> {
  const { operations, visitor, show } = visit;
  const [stats, rules] = await Promise.all([operations.cacheStats(app), operations.cacheRules(app)]);
  let explanation: CacheExplanation | null = null;
  const refused =
    url === '' ? null : await refusalOf(operations.explainCache(app, { url, cookie }).then((answer) => (explanation = answer)));
  const written = linesOf(rules.section ?? (rules.settings === null ? { rules: [] } : sectionOf(rules.settings)));
  const asked = { url, cookie, explanation };
  const wrong = fault ?? refused;
  return show(cachePage({ app, stats, rules, visitor, asked, draft: draft ?? written, tried: tried ?? null, fault: wrong }), wrong);
}

/** As JSON, each rule on a line of its own. */
function linesOf(section: CacheSection): string {
  const parts = Object.entries(section).map(([name, value]) => {
    const isList = Array.isArray(value) && value.some((each) => typeof each === 'object');
    return `  "${name}": ${isList ? `[\n${value.map((each) => `    ${JSON.stringify(each)}`).join(',\n')}\n  ]` : JSON.stringify(value)}`;
  });
  return `{\n${parts.join(',\n')}\n}`;
}
