import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { InstitutionId, TournamentId } from '../rules/ids.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

export interface InstitutionRow {
  readonly id: InstitutionId;
  readonly name: string;
  readonly code: string;
  readonly region: string;
}

const ofTournamentQuery = query('institutions.ofTournament', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('tournament_institutions')
    .innerJoin('institutions', 'institutions.id', 'institution_id')
    .select(['institutions.id', 'name', 'code', 'region'])
    .where('tournament_id', '=', args.tournamentId)
    .orderBy('name')
    .limit(2000),
);

export function ofTournament(db: Queryable, tournamentId: TournamentId): Promise<InstitutionRow[]> {
  return db.run(ofTournamentQuery, { tournamentId });
}

// Text: institutions are the site's, so another tournament may have made one first; both then use the same row.
const joinQuery = textQuery<
  { tournamentId: TournamentId; institutions: readonly { name: string; code: string; region: string }[] },
  InstitutionRow
>(
  'institutions.join',
  `with given as (select name, code, region from jsonb_to_recordset($2::jsonb) as g(name text, code text, region text)),
  known as (insert into institutions (name, code, region) select name, code, region from given
            on conflict (name, code) do update set region = case when excluded.region = '' then institutions.region else excluded.region end
            returning id, name, code, region),
  joined as (insert into tournament_institutions (tournament_id, institution_id) select $1, id from known on conflict do nothing)
  select id, name, code, region from known`,
  ({ tournamentId, institutions }) => [tournamentId, JSON.stringify(institutions)],
);

/** The institutions take part in the tournament from now on; gives them with their ids, in no order. */
export function join(
  tx: Queryable,
  tournamentId: TournamentId,
  institutions: readonly { name: string; code: string; region: string }[],
): Promise<InstitutionRow[]> {
  return tx.run(joinQuery, { tournamentId, institutions });
}
