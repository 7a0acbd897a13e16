import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { NewCriterion, ScoreCriterion } from '../rules/ballots/criteria.ts';
import type { TournamentId } from '../rules/ids.ts';
import { insertMany, reserveIds } from './bulk.ts';

const columns = 'c.id, c.name, c.weight, c.min_score as min, c.max_score as max, c.step, c.required as "isRequired"';

const ofTournamentQuery = textQuery<{ tournamentId: TournamentId }, ScoreCriterion>(
  'criteria.ofTournament',
  `select ${columns} from score_criteria c where c.tournament_id = $1 order by c.seq limit 50`,
  ({ tournamentId }) => [tournamentId],
);

/** What substantive speeches are scored by, in the order of the ballot; empty where they have one score each. */
export function ofTournament(db: Queryable, tournamentId: TournamentId): Promise<ScoreCriterion[]> {
  return db.run(ofTournamentQuery, { tournamentId });
}

const insertQuery = insertMany('score_criteria', [
  'id',
  'tournament_id',
  'seq',
  'name',
  'weight',
  'min_score',
  'max_score',
  'step',
  'required',
]);

/** The criteria of a new tournament, in this order. */
export async function insertCriteria(tx: Queryable, tournamentId: TournamentId, criteria: readonly NewCriterion[]): Promise<void> {
  if (criteria.length === 0) return;
  const ids = await reserveIds(tx, 'score_criteria', criteria.length);
  const rows = criteria.map(({ name, weight, min, max, step, isRequired }, index) => {
    const range = { min_score: min, max_score: max, step, required: isRequired };
    return { id: ids[index] ?? 0, tournament_id: tournamentId, seq: index + 1, name, weight, ...range };
  });
  await tx.run(insertQuery, { rows });
}
