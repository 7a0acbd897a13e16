import type { Debate } from '../rules/debate.ts';
import type { FeedbackSource } from '../rules/feedback.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import type { FeedbackRow } from '../store/feedback.ts';
import * as records from '../store/records.ts';
import * as rounds from '../store/rounds.ts';
import type { Tab } from '../tab.ts';

/** A debate that a source was in. */
export interface SourceDebate {
  readonly round: Round;
  readonly debate: Debate;
}

/** The debates of released draws in which somebody sat or a team debated, the last first; as many queries whatever the size. */
export async function debatesOf(tab: Tab, tournament: Tournament, source: FeedbackSource): Promise<SourceDebate[]> {
  const [all, own] = await Promise.all([
    rounds.ofTournament(tab.db, tournament.id),
    source.kind === 'team' ? records.debatesOfTeam(tab.db, source.id) : records.debatesOfAdjudicator(tab.db, source.id),
  ]);
  const isPlace = ({ debate }: records.RecordedDebate): boolean => source.kind === 'adjudicator' || debate.bracket >= 0;
  return all
    .filter((round) => round.drawStatus === 'R')
    .flatMap((round) => own.filter((one) => one.roundId === round.id && isPlace(one)).map(({ debate }) => ({ round, debate })))
    .toReversed();
}

/** Whether a piece came from this source. */
export function isFrom(piece: Pick<FeedbackRow, 'sourceAdjudicatorId' | 'sourceTeamId'>, { kind, id }: FeedbackSource): boolean {
  return kind === 'team' ? piece.sourceTeamId === id : piece.sourceAdjudicatorId === id;
}
