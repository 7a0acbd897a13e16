import type { Debate } from '../rules/debate.ts';
import { expectedFeedback, feedbackProgress } from '../rules/feedback.ts';
import type { ExpectedFeedback, FeedbackSource, GivenFeedback } from '../rules/feedback.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import type { Settings } from '../rules/settings.ts';
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
  const rooms = await Promise.all(played.map(async (round) => ({ round, debates: await debates.ofRound(tab.db, round.id) })));
  const expected = rooms.flatMap((one) => one.debates.flatMap((debate) => expectedOf(debate, one.round, tournament.settings)));
  const given = Map.groupBy(pieces.filter(({ isConfirmed }) => isConfirmed).map(givenOf), ({ source }) => keyOf(source));
  const sources = [...Map.groupBy(expected, ({ source }) => keyOf(source))].flatMap(([key, own]) => {
    const [first] = own;
    if (first === undefined) return [];
    const { owed, sent, unexpected, coverage } = feedbackProgress(own, given.get(key) ?? []);
    return [{ source: first.source, owed, sent: sent.length, unexpected: unexpected.length, coverage }];
  });
  return { sources: sources.toSorted((one, other) => other.owed.length - one.owed.length), pieces };
}

function expectedOf(debate: Debate, { stage, isSilent }: Round, settings: Settings): ExpectedFeedback[] {
  return expectedFeedback(
    {
      id: debate.id,
      stage,
      isSilent,
      isConfirmed: debate.resultStatus === 'C',
      panel: debate.panel,
      teams: debate.teams.map(({ id }) => id),
      dissenters: nobody,
    },
    settings,
  );
}

/** Who was in the minority is not looked up, so teams may rate any voting member. */
const nobody: ReadonlySet<PersonId> = new Set();

function givenOf({ debateId: debate, targetId: target, sourceAdjudicatorId, sourceTeamId }: FeedbackRow): GivenFeedback {
  if (sourceTeamId !== null) return { debate, target, source: { kind: 'team', id: sourceTeamId } };
  return { debate, target, source: { kind: 'adjudicator', id: sourceAdjudicatorId ?? target } };
}

const keyOf = ({ kind, id }: FeedbackSource): string => `${kind} ${id}`;
