import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { PersonId, TournamentId } from '../rules/ids.ts';
import type { Gender } from '../rules/standings/diversity.ts';

/** An adjudicator, as whoever chooses the panels of the elimination rounds looks at them. */
export interface JudgeRow {
  readonly id: PersonId;
  readonly name: string;
  readonly institution: string | null;
  readonly region: string | null;
  readonly gender: Gender;
  readonly baseScore: number;
  readonly isTrainee: boolean;
  readonly isIndependent: boolean;
  readonly isBreaking: boolean;
  /** Numbers of the elimination rounds that they sat in, in any place. */
  readonly outRounds: readonly number[];
}

interface OfTournament {
  readonly tournamentId: TournamentId;
}

// Text: folds the out-rounds of each into a list.
const judgesQuery = textQuery<OfTournament, JudgeRow>(
  'judgeBreaks.ofTournament',
  `select p.id, p.name, i.code as institution, i.region, p.gender, a.base_score as "baseScore", a.trainee as "isTrainee",
     a.independent as "isIndependent", a.breaking as "isBreaking", coalesce(sat.rounds, '[]') as "outRounds"
   from people p join adjudicators a on a.id = p.id left join institutions i on i.id = a.institution_id
   left join (
     select da.adjudicator_id, json_agg(r.seq order by r.seq) as rounds
     from rounds r join debates d on d.round_id = r.id join debate_adjudicators da on da.debate_id = d.id
     where r.tournament_id = $1 and r.stage = 'E' group by da.adjudicator_id) sat on sat.adjudicator_id = p.id
   where p.tournament_id = $1 order by p.name, p.id limit 4000`,
  ({ tournamentId }) => [tournamentId],
);

/** All adjudicators by name, with the elimination rounds they judged; one query. */
export function judges(db: Queryable, tournamentId: TournamentId): Promise<JudgeRow[]> {
  return db.run(judgesQuery, { tournamentId });
}

// Text: a list of ids that decides for everybody at once.
const chooseQuery = textQuery<OfTournament & { readonly ids: readonly PersonId[] }, unknown>(
  'judgeBreaks.choose',
  `update adjudicators a set breaking = a.id = any($2::int[]) from people p
   where p.id = a.id and p.tournament_id = $1 and a.breaking <> (a.id = any($2::int[]))`,
  ({ tournamentId, ids }) => [tournamentId, [...ids]],
);

/** These adjudicators go on, and nobody else. */
export async function choose(tx: Queryable, choice: OfTournament & { readonly ids: readonly PersonId[] }): Promise<void> {
  await tx.run(chooseQuery, choice);
}
