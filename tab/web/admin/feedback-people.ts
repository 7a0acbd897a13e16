import type { FastifyInstance } from 'fastify';
import { NothingThere } from '../../errors.ts';
import { progressOf } from '../../feedback/progress.ts';
import { scoresIn } from '../../feedback/scores.ts';
import { debatesOf, isFrom, type SourceDebate } from '../../feedback/sources.ts';
import { findTournament } from '../../round/find.ts';
import { meanFeedback, type ExpectedFeedback, type FeedbackSource } from '../../rules/feedback.ts';
import { readId, type PersonId, type TeamId } from '../../rules/ids.ts';
import { currentRounds } from '../../rules/round.ts';
import type { Tournament } from '../../rules/tournament.ts';
import { saveThing } from '../../setup/change.ts';
import { kinds } from '../../setup/kinds.ts';
import * as feedback from '../../store/feedback.ts';
import { ofTournament as questionsOf } from '../../store/feedback-questions.ts';
import * as people from '../../store/people.ts';
import * as rounds from '../../store/rounds.ts';
import { scoreHistory } from '../../store/setup-people.ts';
import * as teams from '../../store/teams.ts';
import type { Tab } from '../../tab.ts';
import { eventOf } from './event.ts';
import { hidesSource } from './feedback-source.ts';
import { paths, patterns } from './routes.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { feedbackAboutPage, feedbackFromPage } from './views/feedback-person.ts';

interface OfJudge {
  readonly Params: { readonly slug: string; readonly id: string };
}
interface OfSource {
  readonly Params: { readonly slug: string; readonly kind: string; readonly id: string };
}

/** What was said of one adjudicator, and what one source has said. */
export function registerFeedbackPeople(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<OfJudge>(patterns.feedbackAbout, async (request, reply) =>
    showAbout(tab, await visitOf(request, reply, desk), { ...request.params, fault: null }),
  );

  server.post<OfJudge>(patterns.feedbackScore, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug, id } = request.params;
    const tournament = await findTournament(tab, slug);
    const judge = (await kinds.adjudicators.list(tab.db, tournament.id)).find((one) => String(one.id) === id);
    if (judge === undefined) throw new NothingThere(`adjudicator ${id}`);
    const values = { ...judge.values, base_score: formText(request.body, 'score') };
    const saved = await attempt(saveThing(tab, { tournament, kind: kinds.adjudicators, actor: visit.actor, id: judge.id, values }));
    if (!saved.ok) return showAbout(tab, visit, { slug, id, fault: saved.refusal });
    return visit.goTo(paths.feedbackAbout(slug, judge.id), ['The base score is saved.']);
  });

  server.get<OfSource>(patterns.feedbackFrom, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showFrom(tab, visit, request.params);
  });
}

interface About {
  readonly slug: string;
  readonly id: string;
  readonly fault: Refusal | null;
}

async function showAbout(tab: Tab, visit: Visit, { slug, id, fault }: About) {
  const tournament = await findTournament(tab, slug);
  const [all, judges, pieces, questions] = await Promise.all([
    rounds.ofTournament(tab.db, tournament.id),
    people.adjudicators(tab.db, tournament.id),
    feedback.ofTournament(tab.db, tournament.id),
    questionsOf(tab.db, tournament.id),
  ]);
  const judge = judges.find((one) => String(one.id) === id);
  if (judge === undefined) throw new NothingThere(`adjudicator ${id}`);
  const round = currentRounds(all)[0] ?? all.at(-1);
  const scoreOf = round && (await scoresIn(tab, tournament.id, round.id));
  const own = pieces.filter(({ targetId }) => targetId === judge.id);
  const { adj_min_score: min, adj_max_score: max } = tournament.settings;
  const page = feedbackAboutPage({
    visitor: visit.visitor,
    fault,
    event: eventOf(tournament, all),
    judge: { ...judge, base: judge.baseScore, mean: meanFeedback(own), score: scoreOf?.(judge) ?? judge.baseScore },
    roundName: round?.name ?? null,
    history: await scoreHistory(tab.db, judge.id),
    range: { min, max },
    pieces: own,
    questions,
    hidesSource: hidesSource(tournament, visit.visitor),
  });
  return visit.show(page, fault);
}

async function showFrom(tab: Tab, visit: Visit, params: OfSource['Params']) {
  const tournament = await findTournament(tab, params.slug);
  const { source, name } = await sourceOf(tab, tournament, params);
  const [all, { sources, pieces }, questions, rooms] = await Promise.all([
    rounds.ofTournament(tab.db, tournament.id),
    progressOf(tab, tournament),
    questionsOf(tab.db, tournament.id),
    debatesOf(tab, tournament, source),
  ]);
  const progress = sources.find((one) => one.source.kind === source.kind && one.source.id === source.id);
  const hides = hidesSource(tournament, visit.visitor);
  const view = {
    visitor: visit.visitor,
    event: eventOf(tournament, all),
    name,
    owed: (progress?.owed ?? []).map((piece) => owedWords(piece, rooms)),
    sent: progress?.sent ?? 0,
    unexpected: tournament.settings.show_unexpected_feedback ? (progress?.unexpected ?? 0) : 0,
    pieces: hides ? [] : pieces.filter((piece) => isFrom(piece, source)),
    questions,
    hidesSource: hides,
    addHref: `${paths.feedbackAdd(params.slug)}?source=${source.kind}-${source.id}`,
  };
  return visit.show(feedbackFromPage(view));
}

function owedWords({ debate: id, targets }: ExpectedFeedback, rooms: readonly SourceDebate[]): { round: string; about: string } {
  const place = rooms.find(({ debate }) => debate.id === id);
  const names = place?.debate.panel.filter((member) => targets.includes(member.id)).map(({ name }) => name) ?? [];
  return { round: place?.round.name ?? '', about: names.join(' or ') };
}

/** An adjudicator or a team of the tournament, as an address names it. */
export async function sourceOf(
  tab: Tab,
  tournament: Tournament,
  { kind, id }: { readonly kind: string; readonly id: string },
): Promise<{ readonly source: FeedbackSource; readonly name: string }> {
  if (kind === 'team') {
    const team = (await teams.ofTournament(tab.db, tournament.id)).find((one) => one.id === readId<TeamId>(id));
    if (team !== undefined) return { source: { kind, id: team.id }, name: team.name };
  }
  if (kind === 'adjudicator') {
    const judge = (await people.adjudicators(tab.db, tournament.id)).find((one) => one.id === readId<PersonId>(id));
    if (judge !== undefined) return { source: { kind, id: judge.id }, name: judge.name };
  }
  throw new NothingThere(`${kind} ${id} in ${tournament.name}`);
}
