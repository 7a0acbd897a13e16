import { adjudicatorScore } from '../rules/feedback.ts';
import type { PersonId, RoundId, TournamentId } from '../rules/ids.ts';
import * as feedback from '../store/feedback.ts';
import type { Tab } from '../tab.ts';

/** What an adjudicator counts in a round, from the base score and what was said of them. */
export type ScoreOf = (judge: { readonly id: PersonId; readonly baseScore: number }) => number;

export async function scoresIn(tab: Tab, tournamentId: TournamentId, roundId: RoundId): Promise<ScoreOf> {
  const [pieces, weight] = await Promise.all([feedback.scores(tab.db, tournamentId), feedback.weightIn(tab.db, roundId)]);
  return ({ id, baseScore }) => adjudicatorScore(baseScore, pieces.get(id) ?? [], weight);
}
