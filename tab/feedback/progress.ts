import type { Debate } from '../rules/debate.ts';
import { resultsOf, verdictOf } from '../round/results.ts';
import { expectedFeedback, feedbackProgress } from '../rules/feedback.ts';
import type { ExpectedFeedback, FeedbackDebate, FeedbackSource, GivenFeedback } from '../rules/feedback.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as debates from '../store/debates.ts';
import * as feedback from '../store/feedback.ts';
import type { FeedbackRow } from '../store/feedback.ts';
import * as rounds from '../store/rounds.ts';
import type { Tab } from '../tab.ts';

/** How far one source has kept up. */
export interface SourceProgress {
  readonly source: FeedbackSource;
  readonly owed: readonly ExpectedFeedback[];
  readonly sent: number;
  readonly unexpected: number;
  /** From 0 to 1. */
  readonly coverage: number;
}

/** Of every source of whom something is expected, who owes most first. */
export async function progressOf(tab: Tab, tournament: Tournament): Promise<{ sources: SourceProgress[]; pieces: FeedbackRow[] }> {
  const [all, pieces] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), feedback.ofTournament(tab.db, tournament.id)]);
  const played = all.filter((round) => round.stage === 'P' && round.drawStatus === 'R');
  const rooms = await Promise.all(played.map((round) => roomsOf(tab, { tournament, round, rounds: all })));
  const expected = rooms.flat().flatMap((room) => expectedFeedback(room, tournament.settings));
  const given = Map.groupBy(pieces.filter(({ isConfirmed }) => isConfirmed).map(givenOf), ({ source }) => keyOf(source));
  const sources = [...Map.groupBy(expected, ({ source }) => keyOf(source))].flatMap(([key, own]) => {
    const [first] = own;
    if (first === undefined) return [];
    const { owed, sent, unexpected, coverage } = feedbackProgress(own, given.get(key) ?? []);
    return [{ source: first.source, owed, sent: sent.length, unexpected: unexpected.length, coverage }];
  });
  return { sources: sources.toSorted((one, other) => other.owed.length - one.owed.length), pieces };
}

/** The debates of a round as feedback looks at them. Who was in the minority is only looked up where teams may know it. */
async function roomsOf(tab: Tab, place: { tournament: Tournament; round: Round; rounds: readonly Round[] }): Promise<FeedbackDebate[]> {
  const { tournament, round } = place;
  const isSplitKnown = tournament.settings.show_splitting_adjudicators && tournament.settings.feedback_from_teams === 'orallist';
  if (!isSplitKnown) return (await debates.ofRound(tab.db, round.id)).map((debate) => feedbackDebate(round, debate));
  return (await resultsOf(tab, round)).map((outcome) => {
    const splits = new Set(verdictOf(outcome, place).splits);
    const { debate } = outcome;
    return {
      ...feedbackDebate(round, debate),
      dissenters: new Set(debate.panel.filter(({ name }) => splits.has(name)).map(({ id }) => id)),
    };
  });
}

/** A debate as feedback looks at it while nobody is known to have dissented. */
export function feedbackDebate(round: Pick<Round, 'stage' | 'isSilent'>, debate: Debate): FeedbackDebate {
  return {
    id: debate.id,
    stage: round.stage,
    isSilent: round.isSilent,
    isConfirmed: debate.resultStatus === 'C',
    panel: debate.panel,
    teams: debate.bracket < 0 ? [] : debate.teams.map(({ id }) => id),
    dissenters: nobody,
  };
}

const nobody: ReadonlySet<PersonId> = new Set();

function givenOf({ debateId: debate, targetId: target, sourceAdjudicatorId, sourceTeamId }: FeedbackRow): GivenFeedback {
  if (sourceTeamId !== null) return { debate, target, source: { kind: 'team', id: sourceTeamId } };
  return { debate, target, source: { kind: 'adjudicator', id: sourceAdjudicatorId ?? target } };
}

const keyOf = ({ kind, id }: FeedbackSource): string => `${kind} ${id}`;
