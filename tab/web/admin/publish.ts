import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import { WrongInput } from '../../errors.ts';
import type { RoundWish } from '../../round/act.ts';
import { findRound, findTournament } from '../../round/find.ts';
import { dropPlan, planPublish, publishDraw } from '../../round/publish.ts';
import type { PublishPlan } from '../../round/publish.ts';
import { turnSwitch } from '../../public-pages/site-switch.ts';
import * as debates from '../../store/debates.ts';
import { switchOf } from '../../store/public-sites.ts';
import type { PublicMode } from '../../rules/tournament.ts';
import * as rounds from '../../store/rounds.ts';
import { publicNames } from '../../public-pages/names.ts';
import { staticCopy } from '../public/static-copy.ts';
import { purgeTournament } from '../purge.ts';
import { eventOf } from './event.ts';
import { publishPaths, publishPatterns } from './publish-paths.ts';
import { paths } from './routes.ts';
import { projectorView } from './projector-screen.ts';
import { stepPage } from './step-pages.ts';
import { projectorPage } from './views/projector.ts';
import { publicSitePage } from './views/public-site.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Attempt, Desk, Refusal, Visit } from './visit.ts';

interface Named {
  readonly Params: { readonly slug: string };
}
interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string };
}

/** When a draw goes public, what the hall sees before, and the one switch of the public site. */
export function registerPublish(server: FastifyInstance, desk: Desk): void {
  server.post<OfRound>(publishPatterns.plan, async (request, reply) => {
    const doing = await begin(desk, request, reply);
    const done = await attempt(planned(desk, doing.wish, request.body));
    return finish(desk, doing, { done, news: 'Nothing has changed for spectators yet.' });
  });

  server.post<OfRound>(publishPatterns.dropPlan, async (request, reply) => {
    const doing = await begin(desk, request, reply);
    return finish(desk, doing, { done: await attempt(dropPlan(desk.tab, doing.wish)), news: 'The plan is taken back.' });
  });

  server.get<OfRound>(publishPatterns.projector, async (request, reply) => {
    const { wish, visit } = await begin(desk, request, reply);
    const [all, names] = await Promise.all([debates.ofRound(desk.tab.db, wish.round.id), publicNames(desk.tab, wish.tournament)]);
    const origin = `${request.protocol}://${request.host}`;
    return sendHtml(
      reply,
      projectorPage(projectorView(wish, all, { origin, csrf: visit.visitor.csrf, nowMs: desk.tab.clock.nowMs(), names })),
    );
  });

  server.post<OfRound>(publishPatterns.shown, async (request, reply) => {
    const { wish } = await begin(desk, request, reply);
    const waits = wish.round.drawStatus === 'C' && wish.round.hallSince instanceof Date && !(wish.round.publishAt instanceof Date);
    if (waits) await publishDraw(desk.tab, wish);
    if (waits) purgeTournament(reply, wish.tournament.slug);
    return reply.code(204).send();
  });

  registerSwitch(server, desk);
  registerCopy(server, desk);
}

/** What the form asks for; a time of day is the event's own. */
async function planned({ tab }: Desk, wish: RoundWish, body: unknown): Promise<void> {
  const { timezone } = wish.tournament;
  const when = formText(body, 'when');
  const isHallFirst = formText(body, 'hall') !== '';
  const plan: PublishPlan = {
    isHallFirst,
    afterSeconds:
      when === 'shown' ? null : when === 'at' ? secondsUntil(formText(body, 'at'), { timezone, nowMs: tab.clock.nowMs() }) : Number(when),
  };
  await planPublish(tab, { ...wish, plan });
}

function secondsUntil(text: string, { timezone, nowMs }: { readonly timezone: string; readonly nowMs: number }): number {
  try {
    const at = Temporal.PlainDateTime.from(text).toZonedDateTime(timezone).epochMilliseconds;
    return Math.ceil((at - nowMs) / 1000);
  } catch {
    throw new WrongInput(`"${text}" is no date and time.`, 'Write it as 2026-07-18T14:00.');
  }
}

function registerSwitch(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  const show = async (visit: Visit, slug: string, fault: Refusal | null = null): Promise<FastifyReply> => {
    const tournament = await findTournament(tab, slug);
    const [all, now] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), switchOf(tab.db, tournament.id)]);
    return visit.show(publicSitePage({ visitor: visit.visitor, fault, event: eventOf(tournament, all), ...now }), fault);
  };

  server.get<Named>(publishPatterns.publicSite, async (request, reply) => show(await visitOf(request, reply, desk), request.params.slug));

  server.post<Named>(publishPatterns.publicSite, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug } = request.params;
    const tournament = await findTournament(tab, slug);
    const wish = { tournament, mode: modeOf(formText(request.body, 'mode')), notice: formText(request.body, 'notice'), actor: visit.actor };
    const done = await attempt(turnSwitch(tab, wish));
    if (!done.ok) return show(visit, slug, done.refusal);
    purgeTournament(reply, slug);
    return visit.goTo(publishPaths.publicSite(slug));
  });
}

function registerCopy(server: FastifyInstance, { tab }: Desk): void {
  server.get<Named>(publishPatterns.staticSite, async (request, reply) => {
    const { slug } = await findTournament(tab, request.params.slug);
    const bytes = await staticCopy(server, tab, slug);
    reply.type('application/zip').header('content-disposition', `attachment; filename="${slug}-public-site.zip"`);
    return reply.header('cache-control', 'no-store').send(Buffer.from(bytes));
  });
}

function modeOf(text: string): PublicMode {
  if (text === 'open' || text === 'snapshot' || text === 'notice') return text;
  throw new WrongInput(`The public site cannot be "${text}".`, 'It is open, a snapshot, or a notice only.');
}

interface Doing {
  readonly visit: Visit;
  readonly wish: RoundWish;
  readonly reply: FastifyReply;
}

async function begin(desk: Desk, request: FastifyRequest<OfRound>, reply: FastifyReply): Promise<Doing> {
  const visit = await visitOf(request, reply, desk);
  const place = await findRound(desk.tab, request.params.slug, request.params.seq);
  return { visit, reply, wish: { ...place, actor: visit.actor } };
}

/** Back to the page of the step. What caches hold of public pages is renewed: from now on they are kept no longer than until the publish. */
async function finish(
  desk: Desk,
  { visit, wish, reply }: Doing,
  { done, news }: { readonly done: Attempt<unknown>; readonly news: string },
): Promise<FastifyReply> {
  const { slug } = wish.tournament;
  if (done.ok) {
    purgeTournament(reply, slug);
    return visit.goTo(paths.step(slug, wish.round.seq, 'publish'), [news]);
  }
  const place = await findRound(desk.tab, slug, wish.round.seq);
  return visit.show(await stepPage(desk.tab, { ...place, visitor: visit.visitor, fault: done.refusal }, 'publish'), done.refusal);
}
