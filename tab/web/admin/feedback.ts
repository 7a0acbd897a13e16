import type { FastifyInstance } from 'fastify';
import type { Html } from '#kit/html/html.ts';
import { NothingThere } from '../../errors.ts';
import { ignoreFeedback } from '../../feedback/ignore.ts';
import { progressOf } from '../../feedback/progress.ts';
import { scoresIn } from '../../feedback/scores.ts';
import { findTournament } from '../../round/find.ts';
import { meanFeedback } from '../../rules/feedback.ts';
import { readId } from '../../rules/ids.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as people from '../../store/people.ts';
import * as rounds from '../../store/rounds.ts';
import * as teams from '../../store/teams.ts';
import { currentRounds } from '../../rules/round.ts';
import type { Tab } from '../../tab.ts';
import { eventOf } from './event.ts';
import { paths, patterns } from './routes.ts';
import { visitOf } from './visit.ts';
import type { Desk } from './visit.ts';
import { feedbackPage } from './views/feedback.ts';
import type { Visitor } from './views/frame.ts';

interface Named {
  readonly Params: { readonly slug: string };
}
type OfPiece = { readonly Params: { readonly slug: string; readonly id: string; readonly act: string } };

/** What was said of each adjudicator, what they count, and who still owes feedback. */
export function registerFeedback(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<Named>(patterns.feedback, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return visit.show(await pageOf(tab, await findTournament(tab, request.params.slug), visit.visitor));
  });

  server.post<OfPiece>(patterns.feedbackAct, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug, id, act } = request.params;
    if (act !== 'ignore' && act !== 'count') throw new NothingThere(`act "${act}"`);
    const tournament = await findTournament(tab, slug);
    await ignoreFeedback(tab, { tournament, actor: visit.actor, id: readId(id) ?? 0, isIgnored: act === 'ignore' });
    return visit.goTo(paths.feedback(slug), [act === 'ignore' ? 'The piece does not count.' : 'The piece counts again.']);
  });
}

async function pageOf(tab: Tab, tournament: Tournament, visitor: Visitor): Promise<Html> {
  const [all, judges, teamRows, { sources, pieces }] = await Promise.all([
    rounds.ofTournament(tab.db, tournament.id),
    people.adjudicators(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
    progressOf(tab, tournament),
  ]);
  const round = currentRounds(all)[0] ?? all.at(-1);
  const scoreOf = round && (await scoresIn(tab, tournament.id, round.id));
  const ofJudge = Map.groupBy(pieces, ({ targetId }) => targetId);
  const names = new Map<string, string>([
    ...judges.map(({ id, name }) => [`adjudicator ${id}`, name] as const),
    ...teamRows.map(({ id, name }) => [`team ${id}`, name] as const),
  ]);
  return feedbackPage({
    visitor,
    event: eventOf(tournament, all),
    isOpen: tournament.settings.participant_feedback !== 'off',
    isAnonymous: tournament.settings.feedback_anonymous,
    roundName: round?.name ?? null,
    judges: judges.map((judge) => {
      const own = ofJudge.get(judge.id) ?? [];
      return {
        name: judge.name,
        base: judge.baseScore,
        mean: meanFeedback(own),
        pieces: own.filter(({ isConfirmed }) => isConfirmed).length,
        score: scoreOf?.(judge) ?? judge.baseScore,
      };
    }),
    pieces,
    owing: sources.map((one) => ({
      name: names.get(`${one.source.kind} ${one.source.id}`) ?? '–',
      owed: one.owed.length,
      sent: one.sent,
      coverage: one.coverage,
    })),
  });
}
