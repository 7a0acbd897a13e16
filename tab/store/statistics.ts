import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

// Text: no query of tables. What somebody else is just looking through is left to them.
const refreshQuery = textQuery<object, unknown>(
  'statistics.refresh',
  `analyze (skip_locked) rounds, teams, people, speakers, adjudicators, availabilities, debates, debate_teams, debate_adjudicators, ballots,
     team_scores, speaker_scores, institutions, tournament_institutions, adjudicator_team_conflicts, adjudicator_adjudicator_conflicts,
     adjudicator_institution_conflicts, team_institution_conflicts, venues, private_links`,
  () => [],
);

/**
 * Tells Postgres how much there is. A round adds a hundred debates within minutes, and a plan that was made when there were none reads all
 * there is for each of them; Postgres itself looks once a minute only.
 */
export async function refreshStatistics(db: Queryable): Promise<void> {
  await db.run(refreshQuery, {});
}
