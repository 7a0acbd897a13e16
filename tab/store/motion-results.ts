import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { DebateId, MotionId, RoundId, TournamentId } from '../rules/ids.ts';

/** What the sides of one debate took, and the motion it was about. */
export interface DebatedMotion {
  readonly roundId: RoundId;
  readonly debateId: DebateId;
  readonly motionId: MotionId | null;
  /** The motion that each side vetoed. */
  readonly vetoes: readonly (MotionId | null)[];
  /** By side; null where nothing was scored. */
  readonly points: readonly (number | null)[];
  readonly wins: readonly (boolean | null)[];
}

// Text: reads two fields of the ballot's JSON and folds its sides into lists. Where a ballot names none, a round's only motion is meant.
const debatedQuery = textQuery<{ tournamentId: TournamentId }, DebatedMotion>(
  'motionResults.debated',
  `select rounds.id as "roundId", debates.id as "debateId", coalesce(content->'vetoes', '[]') as vetoes,
     coalesce((content->>'motion')::int,
       (select min(motion_id) from round_motions where round_motions.round_id = rounds.id having count(*) = 1)) as "motionId",
     json_agg(team_scores.points order by team_scores.side) as points, json_agg(team_scores.win order by team_scores.side) as wins
   from rounds join debates on debates.round_id = rounds.id join ballots on ballots.debate_id = debates.id and ballots.confirmed
     join team_scores on team_scores.ballot_id = ballots.id
   where tournament_id = $1 and debates.bracket >= 0
   group by rounds.id, debates.id, ballots.id order by rounds.seq, debates.id limit 20000`,
  ({ tournamentId }) => [tournamentId],
);

/** Every debate with a confirmed result, published or not. */
export function debatedMotions(db: Queryable, tournamentId: TournamentId): Promise<DebatedMotion[]> {
  return db.run(debatedQuery, { tournamentId });
}
