import type { FastifyInstance } from 'fastify';
import type { Html } from '#kit/html/html.ts';
import { NothingThere } from '../../errors.ts';
import { csvOf } from '../../export/tables.ts';
import { feedbackTable } from '../../export/feedback-table.ts';
import { confirmFeedback, ignoreFeedback } from '../../feedback/decide.ts';
import { progressOf } from '../../feedback/progress.ts';
import { scoresIn } from '../../feedback/scores.ts';
import { findTournament } from '../../round/find.ts';
import { meanFeedback } from '../../rules/feedback.ts';
import { readId } from '../../rules/ids.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as feedback from '../../store/feedback.ts';
import { ofTournament as questionsOf } from '../../store/feedback-questions.ts';
import * as people from '../../store/people.ts';
import * as rounds from '../../store/rounds.ts';
import * as teams from '../../store/teams.ts';
import { currentRounds } from '../../rules/round.ts';
import type { Tab } from '../../tab.ts';
import { purgeTournament } from '../purge.ts';
import { eventOf } from './event.ts';
import { registerFeedbackEntry } from './feedback-entry.ts';
import { registerFeedbackPeople } from './feedback-people.ts';
import { registerFeedbackSheets } from './feedback-sheets.ts';
import { hidesSource } from './feedback-source.ts';
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
    const decide = Object.hasOwn(decisions, act) ? decisions[act] : undefined;
    if (decide === undefined) throw new NothingThere(`act "${act}"`);
    const tournament = await findTournament(tab, slug);
    const says = await decide(tab, { tournament, actor: visit.actor, id: readId(id) ?? 0 });
    if (tournament.settings.feedback_progress) purgeTournament(reply, slug);
    return visit.goTo(paths.feedback(slug), [says]);
  });

  server.get<Named>(patterns.feedbackFile, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await findTournament(tab, request.params.slug);
    const [pieces, questions] = await Promise.all([feedback.ofTournament(tab.db, tournament.id), questionsOf(tab.db, tournament.id)]);
    const table = feedbackTable({ feedback: pieces, questions, hidesSource: hidesSource(tournament, visit.visitor) });
    reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${tournament.slug}-feedback.csv"`);
    return reply.type('text/csv; charset=utf-8').send(csvOf(table));
  });
  registerFeedbackPeople(server, desk);
  registerFeedbackEntry(server, desk);
  registerFeedbackSheets(server, desk);
}

type Decide = (tab: Tab, piece: { readonly tournament: Tournament; readonly actor: string; readonly id: number }) => Promise<string>;

const decisions: Readonly<Record<string, Decide>> = {
  ignore: (tab, piece) => ignoreFeedback(tab, { ...piece, isIgnored: true }).then(() => 'The piece does not count.'),
  count: (tab, piece) => ignoreFeedback(tab, { ...piece, isIgnored: false }).then(() => 'The piece counts again.'),
  confirm: (tab, piece) => confirmFeedback(tab, { ...piece, isConfirmed: true }).then(() => 'The piece counts in place of the other.'),
  unconfirm: (tab, piece) => confirmFeedback(tab, { ...piece, isConfirmed: false }).then(() => 'The piece counts no more.'),
};

const newest = 200;

async function pageOf(tab: Tab, tournament: Tournament, visitor: Visitor): Promise<Html> {
  const [all, judges, teamRows, { sources, pieces }, questions] = await Promise.all([
    rounds.ofTournament(tab.db, tournament.id),
    people.adjudicators(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
    progressOf(tab, tournament),
    questionsOf(tab.db, tournament.id),
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
    hidesSource: hidesSource(tournament, visitor),
    questions,
    count: pieces.length,
    counting: pieces.filter(({ isConfirmed }) => isConfirmed).length,
    roundName: round?.name ?? null,
    sheetsOf: round?.stage === 'P' && round.drawStatus !== 'N' ? round.seq : null,
    judges: judges.map((judge) => {
      const own = ofJudge.get(judge.id) ?? [];
      return {
        id: judge.id,
        name: judge.name,
        base: judge.baseScore,
        mean: meanFeedback(own),
        pieces: own.filter(({ isConfirmed }) => isConfirmed).length,
        score: scoreOf?.(judge) ?? judge.baseScore,
      };
    }),
    pieces: pieces.slice(0, newest),
    owing: sources.map((one) => ({
      kind: one.source.kind,
      id: one.source.id,
      name: names.get(`${one.source.kind} ${one.source.id}`) ?? '–',
      owed: one.owed.length,
      sent: one.sent,
      unexpected: tournament.settings.show_unexpected_feedback ? one.unexpected : null,
      coverage: one.coverage,
    })),
  });
}
