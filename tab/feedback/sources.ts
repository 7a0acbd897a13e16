import type { Debate } from '../rules/debate.ts';
import type { FeedbackSource } from '../rules/feedback.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as debates from '../store/debates.ts';
import type { FeedbackRow } from '../store/feedback.ts';
import * as rounds from '../store/rounds.ts';
import type { Tab } from '../tab.ts';

/** A debate that a source was in. */
export interface SourceDebate {
  readonly round: Round;
  readonly debate: Debate;
}

/** The debates of released draws in which somebody sat or a team debated, the last first. */
export async function debatesOf(tab: Tab, tournament: Tournament, source: FeedbackSource): Promise<SourceDebate[]> {
  const all = (await rounds.ofTournament(tab.db, tournament.id)).filter((round) => round.drawStatus === 'R');
  const rooms = await Promise.all(all.map(async (round) => (await debates.ofRound(tab.db, round.id)).map((debate) => ({ round, debate }))));
  return rooms
    .flat()
    .filter(({ debate: { bracket, panel, teams } }) =>
      source.kind === 'team' ? bracket >= 0 && teams.some(({ id }) => id === source.id) : panel.some(({ id }) => id === source.id),
    )
    .toReversed();
}

/** Whether a piece came from this source. */
export function isFrom(piece: Pick<FeedbackRow, 'sourceAdjudicatorId' | 'sourceTeamId'>, { kind, id }: FeedbackSource): boolean {
  return kind === 'team' ? piece.sourceTeamId === id : piece.sourceAdjudicatorId === id;
}
