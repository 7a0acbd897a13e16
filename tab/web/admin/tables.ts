import type { FastifyInstance } from 'fastify';
import { qrCode } from '#kit/print/qr.ts';
import { NothingThere } from '../../errors.ts';
import { breakOf, handRemarks, makeBreak } from '../../round/break.ts';
import type { BreakWish } from '../../round/break.ts';
import type { CategoryId, TeamId } from '../../rules/ids.ts';
import { readId } from '../../rules/ids.ts';
import { findTournament } from '../../round/find.ts';
import { lastPreliminary, standingsOf } from '../../round/standings.ts';
import { standingsOverview } from '../../round/standings-overview.ts';
import * as people from '../../store/people.ts';
import * as rounds from '../../store/rounds.ts';
import * as teams from '../../store/teams.ts';
import { purgeTournament } from '../purge.ts';
import { registerBreakJudges } from './break-judges.ts';
import { eventOf } from './event.ts';
import { paths, patterns } from './routes.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { breaksPage } from './views/breaks.ts';
import { linkSlipsPage } from './views/link-slips.ts';
import { peoplePage } from './views/people.ts';
import { standingsPage } from './views/standings.ts';

interface Named {
  readonly Params: { readonly slug: string };
}

/** Standings, breaks, and the people with their private links. */
export function registerTables(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  registerBreakJudges(server, desk);
  registerLinkSlips(server, desk);
  server.get<Named>(patterns.standings, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await findTournament(tab, request.params.slug);
    const [all, standings] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), standingsOf(tab, tournament)]);
    const overview = standingsOverview(standings.field, tournament.settings);
    return visit.show(standingsPage({ visitor: visit.visitor, event: eventOf(tournament, all), rounds: all, standings, overview }));
  });

  server.get<Named>(patterns.breaks, async (request, reply) => showBreaks(desk, await visitOf(request, reply, desk), request.params.slug));

  server.post<Named>(patterns.breaks, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug } = request.params;
    const tournament = await findTournament(tab, slug);
    const made = await attempt(makeBreak(tab, { tournament, actor: visit.actor, ...remarkIn(request.body) }));
    if (!made.ok) return showBreaks({ ...desk, fault: made.refusal }, visit, slug);
    purgeTournament(reply, slug);
    return visit.goTo(paths.breaks(slug), ['The break is made.', ...made.value]);
  });

  server.get<Named>(patterns.people, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await findTournament(tab, request.params.slug);
    const [all, teamRows, speakers, judges, judgeLinks, speakerLinks, coaches] = await Promise.all([
      rounds.ofTournament(tab.db, tournament.id),
      teams.ofTournament(tab.db, tournament.id),
      teams.speakers(tab.db, tournament.id),
      people.adjudicators(tab.db, tournament.id),
      people.links(tab.db, tournament.id, 'adjudicator'),
      people.links(tab.db, tournament.id, 'speaker'),
      people.links(tab.db, tournament.id, 'coach'),
    ]);
    const shownLinks = visit.account.may('view.privateurls') ? [...judgeLinks, ...speakerLinks, ...coaches] : [];
    const keys = new Map(shownLinks.map(({ personId, urlKey }) => [personId, urlKey]));
    return visit.show(
      peoplePage({ visitor: visit.visitor, event: eventOf(tournament, all), teams: teamRows, speakers, judges, coaches, keys }),
    );
  });
}

interface OfKind {
  readonly Params: { readonly slug: string; readonly kind: string };
}

/** Private links as slips of paper. */
function registerLinkSlips(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<OfKind>(patterns.linkSlips, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug, kind: text } = request.params;
    const kind = (['adjudicator', 'speaker', 'coach'] as const).find((one) => one === text);
    if (kind === undefined) throw new NothingThere(`links of the kind "${text}"`);
    const tournament = await findTournament(tab, slug);
    const [all, links] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), people.links(tab.db, tournament.id, kind)]);
    const slips = links.map(({ name, urlKey }) => {
      const url = `${request.protocol}://${request.host}${paths.privateLink(slug, urlKey)}`;
      return { name, url, square: qrCode(url, `Private page of ${name}`) };
    });
    return visit.show(linkSlipsPage({ visitor: visit.visitor, event: eventOf(tournament, all), kind, slips }));
  });
}

/** The remark that the form gives or takes back; nothing when it only makes the break. */
function remarkIn(body: unknown): Pick<BreakWish, 'remark'> {
  const [category = '', team = ''] = formText(body, 'who').split(':');
  const [categoryId, teamId] = [readId<CategoryId>(category), readId<TeamId>(team)];
  if (categoryId === null || teamId === null) return {};
  const remark = handRemarks.find((one) => one === formText(body, 'remark')) ?? null;
  return { remark: { categoryId, teamId, remark } };
}

async function showBreaks({ tab, fault = null }: Desk & { readonly fault?: Refusal | null }, visit: Visit, slug: string) {
  const tournament = await findTournament(tab, slug);
  const [all, categories] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), breakOf(tab, tournament)]);
  const last = lastPreliminary(all);
  const page = breaksPage({
    visitor: visit.visitor,
    fault,
    event: eventOf(tournament, all),
    categories,
    areRoundsOver: all.every((round) => round.seq > last || round.isCompleted),
    firstElimination: all.find((round) => round.stage === 'E') ?? null,
  });
  return visit.show(page, fault);
}
