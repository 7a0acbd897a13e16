import { invariant } from '#kit/errors/invariant.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { DebateResult } from '../rules/results/result.ts';
import type { SpeakerScoreRow, TeamScoreRow } from '../store/ballots.ts';
import type { BallotForm } from './ballot-form.ts';

/** What a version gives each team and speaker, as rows to store beside it. */
export function scoreRows(
  form: Pick<BallotForm, 'debate' | 'rule'>,
  content: Ballot,
  result: DebateResult,
): { teams: TeamScoreRow[]; speakers: SpeakerScoreRow[] } {
  const [sheet] = content.sheets;
  const sides = form.debate.teams.map((team, side) => {
    const taken = result.sides[side];
    invariant(taken !== undefined, 'a result has an entry for each side');
    return { team, side, taken };
  });
  return {
    teams: sides.map(({ team, side, taken }) => ({
      team_id: team.id,
      side,
      points: taken.points,
      win: taken.win,
      margin: taken.margin,
      score: taken.score,
      votes_given: taken.votesGiven,
      votes_possible: taken.votesPossible,
      has_ghost: taken.hasGhost,
    })),
    speakers: sides.flatMap(({ team, side, taken }) =>
      taken.speeches.flatMap((score, index) => {
        const speech = content.speeches[side]?.[index];
        if (speech === undefined || speech.speaker === null) return [];
        const rank = content.sheets.length === 1 ? (sheet?.ranks[side]?.[index] ?? null) : null;
        return [{ team_id: team.id, position: index + 1, speaker_id: speech.speaker, score, rank, ghost: speech.isGhost }];
      }),
    ),
  };
}
