import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

// Text: no query of tables. What somebody else is just looking through is left to them; an empty table is left unknown, as what is planned
// for none reads all there is once it fills.
const refreshQuery = textQuery<object, unknown>(
  'statistics.refresh',
  `do $$
   declare name text; is_filled boolean;
   begin
     foreach name in array array['rounds', 'teams', 'people', 'speakers', 'adjudicators', 'availabilities', 'debates', 'debate_teams',
       'debate_adjudicators', 'ballots', 'team_scores', 'speaker_scores', 'institutions', 'tournament_institutions',
       'adjudicator_team_conflicts', 'adjudicator_adjudicator_conflicts', 'adjudicator_institution_conflicts', 'team_institution_conflicts',
       'venues', 'private_links']
     loop
       execute format('select exists (select 1 from %I)', name) into is_filled;
       if is_filled then execute format('analyze (skip_locked) %I', name); end if;
     end loop;
   end $$`,
  () => [],
);

/**
 * Tells Postgres how much there is. A round adds a hundred debates within minutes, and a plan that was made when there were none reads all
 * there is for each of them; Postgres itself looks once a minute only.
 */
export async function refreshStatistics(db: Queryable): Promise<void> {
  await db.run(refreshQuery, {});
}
