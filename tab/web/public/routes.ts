import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openEventStream } from '#kit/http/events.ts';
import { sendHtml } from '#kit/http/server.ts';
import { NothingThere } from '../../errors.ts';
import { publicPages, type PublicPageName } from '../../public-pages/pages.ts';
import { pageKeeper, type FreshPage, type KeptPage } from '../../public-pages/render-once.ts';
import { versionReader, type VersionOf } from '../../public-pages/version.ts';
import { publicTopic, siteKey, tournamentKey } from '../../tournaments/public-keys.ts';
import * as tournaments from '../../store/tournaments.ts';
import type { Tab } from '../../tab.ts';
import { showBreakOfCategory, showBreaks } from './breaks.ts';
import { showDraw, showDrawOfRound } from './draw.ts';
import { showHome } from './home.ts';
import { showMotions } from './motions.ts';
import { showParticipants } from './participants.ts';
import { paths } from './paths.ts';
import { showAdjudicatorRecord, showTeamRecord } from './records.ts';
import { showResults, showResultsOfRound } from './results.ts';
import { headOf, siteOf, type Site } from './site.ts';
import { showRepliesTab, showSpeakerTab, showStandings, showTeamTab } from './standings.ts';
import { closedPage } from './views/frame.ts';
import { sitePage } from './views/home.ts';

interface PageParams {
  readonly slug: string;
  readonly seq?: string;
  readonly category?: string;
  readonly id?: string;
}

type Show = (site: Site, params: PageParams) => Promise<FreshPage>;

const shows: Record<PublicPageName, Show> = {
  home: showHome,
  draw: showDraw,
  drawOfRound: showDrawOfRound,
  results: showResults,
  resultsOfRound: showResultsOfRound,
  standings: showStandings,
  teamTab: showTeamTab,
  speakerTab: showSpeakerTab,
  repliesTab: showRepliesTab,
  breaks: showBreaks,
  breakOfCategory: showBreakOfCategory,
  participants: showParticipants,
  motions: showMotions,
  teamRecord: showTeamRecord,
  adjudicatorRecord: showAdjudicatorRecord,
};

const pageNames = [
  'home',
  'draw',
  'drawOfRound',
  'results',
  'resultsOfRound',
  'standings',
  'teamTab',
  'speakerTab',
  'repliesTab',
  'breaks',
  'breakOfCategory',
  'participants',
  'motions',
  'teamRecord',
  'adjudicatorRecord',
] as const satisfies readonly PublicPageName[];

/** The public site: every page rendered once for each version of its tournament, and the stream that says when there is a new one. */
export function registerPublic(server: FastifyInstance, tab: Tab): void {
  const versionOf = versionReader(tab);
  const renderOnce = pageKeeper();
  const show = async (name: PublicPageName, params: PageParams, exchange: Exchange): Promise<FastifyReply> => {
    const page = publicPages[name];
    const version = await versionOf(params.slug);
    if (version === null) throw new NothingThere(`tournament "${params.slug}"`);
    const key = [params.slug, name, params.seq ?? '', params.category ?? '', params.id ?? ''].join(' ');
    const kept = await renderOnce(key, version, async () => {
      const site = await siteOf(tab, params.slug);
      return page.isOpen(site) ? shows[name](site, params) : { status: 403, html: closedPage(headOf(site, null), page.what) };
    });
    return sendKept(kept, exchange, { slug: params.slug, tierSeconds: page.tierSeconds });
  };
  for (const name of pageNames)
    server.get<{ Params: PageParams }>(publicPages[name].pattern, (request, reply) => show(name, request.params, { request, reply }));
  server.get('/', async (request, reply) => {
    const all = await tournaments.list(tab.db);
    const [only, another] = all.filter(({ active }) => active);
    if (only !== undefined && another === undefined) return show('home', { slug: only.slug }, { request, reply, alsoKeptUnder: siteKey });
    return sendSite(all, reply);
  });
  server.get<Follower>('/:slug/live', (request, reply) => follow({ tab, versionOf }, { request, reply }));
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Beside the tournament's own. */
  readonly alsoKeptUnder?: string;
}

/** One second for strangers' caches; the tier is for a router that understands purging, which takes it off. */
function sendKept(
  page: KeptPage,
  { request, reply, alsoKeptUnder }: Exchange,
  { slug, tierSeconds }: { slug: string; tierSeconds: number },
): FastifyReply {
  reply
    .header('etag', page.etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', 'public, max-age=0, s-maxage=1, stale-while-revalidate=10')
    .header('surrogate-key', [tournamentKey(slug), alsoKeptUnder].filter((key) => key !== undefined).join(' '))
    .header('surrogate-control', `max-age=${tierSeconds}`);
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(page.etag) && page.status === 200) return reply.code(304).send();
  reply.code(page.status).type('text/html; charset=utf-8');
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(page.body);
  return reply.header('content-encoding', 'gzip').send(page.gzipped);
}

/** All tournaments to choose from; where only one is active, its own page stands in this one's place. */
function sendSite(all: Awaited<ReturnType<typeof tournaments.list>>, reply: FastifyReply): FastifyReply {
  reply.header('cache-control', 'no-cache').header('surrogate-key', siteKey);
  return sendHtml(reply, sitePage(all.map(({ slug, name, active }) => ({ name, href: paths.home(slug), isActive: active }))));
}

interface Follower {
  readonly Params: { readonly slug: string };
  /** Of the page that follows. */
  readonly Querystring: { readonly version?: string };
}

/** Says `refresh` whenever the tournament's public pages have changed, also when they did so since the page was made or something was missed. */
async function follow(
  { tab, versionOf }: { readonly tab: Tab; readonly versionOf: VersionOf },
  { request, reply }: { readonly request: FastifyRequest<Follower>; readonly reply: FastifyReply },
): Promise<void> {
  const { slug } = request.params;
  const stream = openEventStream(request, reply);
  const refresh = (): void => stream.send('refresh', {});
  stream.onClose(tab.live.subscribe(publicTopic(slug), refresh));
  stream.onClose(tab.live.onGap(refresh));
  const version = await versionOf(slug);
  if (request.query.version !== String(version)) refresh();
}
