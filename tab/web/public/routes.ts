import type { FastifyInstance, FastifyReply } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { sendHtml } from '#kit/http/server.ts';
import { NothingThere } from '../../errors.ts';
import { atOneMoment } from '../../public-pages/at-one-moment.ts';
import { pageNames, publicPages, type PublicPageName } from '../../public-pages/pages.ts';
import { startPublishing } from '../../public-pages/publish-due.ts';
import { pageKeeper, type FreshPage, type KeptPage, type PageKeeper } from '../../public-pages/render-once.ts';
import { stateReader, type StateOf } from '../../public-pages/version.ts';
import { siteKey, tournamentKey } from '../../tournaments/public-keys.ts';
import type { PublicState } from '../../store/public-sites.ts';
import * as tournaments from '../../store/tournaments.ts';
import type { Tab } from '../../tab.ts';
import { registerPublicCheckIns } from './check-ins.ts';
import { follow, type Follower } from './follow.ts';
import { paths } from './paths.ts';
import { renderPage, type PageParams } from './render-page.ts';
import { sendKept, sendLastKnown, type Exchange } from './send-page.ts';
import { sitePage } from './views/home.ts';

/** What the public site keeps between requests. */
interface Publisher {
  readonly tab: Tab;
  readonly stateOf: StateOf;
  readonly keeper: PageKeeper;
  /** The newest version that this process has read, by tournament. */
  readonly newest: Map<string, number>;
}

/** A page that somebody asks for. */
interface Wanted {
  readonly name: PublicPageName;
  readonly params: PageParams;
  /** Purged with these too. */
  readonly alsoKeptUnder?: string;
}

/** The public site: every page rendered once for each version of its tournament, and the stream that says when there is a new one. */
export function registerPublic(server: FastifyInstance, tab: Tab): void {
  const publisher: Publisher = { tab, stateOf: stateReader(tab), keeper: pageKeeper(), newest: new Map() };
  for (const name of pageNames)
    server.get<{ Params: PageParams }>(publicPages[name].pattern, (request, reply) =>
      answer(publisher, { name, params: request.params }, { request, reply }),
    );
  server.get('/', async (request, reply) => {
    const all = (await tournaments.list(tab.db)).filter(({ isListed }) => isListed);
    const [only, another] = all.filter(({ active }) => active);
    if (only === undefined || another !== undefined) return sendSite(all, reply);
    return answer(publisher, { name: 'home', params: { slug: only.slug }, alsoKeptUnder: siteKey }, { request, reply });
  });
  server.get<Follower>('/:slug/live', (request, reply) => follow(publisher, { request, reply }));
  registerPublicCheckIns(server, tab);
  const stopPublishing = startPublishing(tab);
  server.addHook('onClose', stopPublishing);
}

/** Reads how the site stands, then sends the page of that version: kept, or rendered now for all who wait for it. */
async function answer(publisher: Publisher, wanted: Wanted, exchange: Exchange): Promise<FastifyReply> {
  const { slug } = wanted.params;
  const state = await publisher.stateOf(slug).catch((error: unknown) => {
    if (error instanceof RostraError && error.status === 503) return error;
    throw error;
  });
  if (state instanceof RostraError) return answerAnyway(publisher, wanted, { exchange, fault: state });
  if (state === null) throw new NothingThere(`tournament "${slug}"`);
  publisher.newest.set(slug, Math.max(state.version, publisher.newest.get(slug) ?? 0));
  const page = await pageOf(publisher, wanted, state);
  const keys = [tournamentKey(slug), wanted.alsoKeptUnder].filter((key) => key !== undefined);
  return sendKept(page, exchange, { keys, tierSeconds: tierOf(wanted, state, publisher.tab) });
}

function pageOf({ tab, keeper }: Publisher, wanted: Wanted, state: PublicState): Promise<KeptPage> {
  const render = (): Promise<FreshPage> => atOneMoment(tab, (frozen) => renderPage(frozen, wanted));
  return keeper.keep(keyOf(wanted), state.version, render);
}

function keyOf({ name, params }: Wanted): string {
  return [params.slug, name, params.seq ?? '', params.category ?? '', params.id ?? ''].join(' ');
}

/** While the database is away: what this process has of the newest version that it knows; what is older may have been withdrawn. */
async function answerAnyway(
  { keeper, newest }: Publisher,
  wanted: Wanted,
  { exchange, fault }: { readonly exchange: Exchange; readonly fault: RostraError },
): Promise<FastifyReply> {
  const page = await keeper.kept(keyOf(wanted), newest.get(wanted.params.slug) ?? Infinity);
  if (page === null) throw fault;
  return sendLastKnown(page, exchange);
}

/** A page that is about to change by itself, with no write whose answer could purge it, is kept no longer than that. */
function tierOf({ name }: Wanted, { publishAt, isHallFirst }: PublicState, { clock }: Tab): number {
  const { tierSeconds } = publicPages[name];
  if (isHallFirst) return 1;
  if (publishAt === null) return tierSeconds;
  return Math.max(1, Math.min(tierSeconds, Math.floor((publishAt.getTime() - clock.nowMs()) / 1000)));
}

/** The listed tournaments to choose from; where only one is active, its own page stands in this one's place. */
function sendSite(all: Awaited<ReturnType<typeof tournaments.list>>, reply: FastifyReply): FastifyReply {
  reply.header('cache-control', 'no-cache').header('surrogate-key', siteKey);
  return sendHtml(reply, sitePage(all.map(({ slug, name, active }) => ({ name, href: paths.home(slug), isActive: active }))));
}
