import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { TournamentId } from '../rules/ids.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

const queries = {
  teams: query('codeNames.ofTeams', (db, args: { tournamentId: TournamentId }) =>
    db
      .selectFrom('teams')
      .select(['id', 'code_name as code'])
      .where('tournament_id', '=', args.tournamentId)
      .where('code_name', '<>', '')
      .limit(2000),
  ),
  people: query('codeNames.ofPeople', (db, args: { tournamentId: TournamentId }) =>
    db
      .selectFrom('people')
      .select(['id', 'code_name as code'])
      .where('tournament_id', '=', args.tournamentId)
      .where('code_name', '<>', '')
      .limit(12_000),
  ),
};

/** By id; who has none is left out. */
export interface CodeNames {
  readonly teams: ReadonlyMap<number, string>;
  readonly people: ReadonlyMap<number, string>;
}

/** The code names of all teams and people; two queries in one trip. */
export async function codeNamesOf(db: Queryable, tournamentId: TournamentId): Promise<CodeNames> {
  const [teams, people] = await Promise.all([db.run(queries.teams, { tournamentId }), db.run(queries.people, { tournamentId })]);
  return { teams: new Map(teams.map(({ id, code }) => [id, code])), people: new Map(people.map(({ id, code }) => [id, code])) };
}
