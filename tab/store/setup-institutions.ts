import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import { invariant } from '#kit/errors/invariant.ts';
import type { InstitutionId, TeamId, TournamentId } from '../rules/ids.ts';
import { insertMany, reserveIds, updateOne } from './bulk.ts';

const joinQuery = textQuery<{ tournamentId: TournamentId; id: InstitutionId }, unknown>(
  'setup.joinInstitution',
  'insert into tournament_institutions (tournament_id, institution_id) values ($1, $2) on conflict do nothing',
  ({ tournamentId, id }) => [tournamentId, id],
);

const insertInstitution = insertMany('institutions', ['id', 'name', 'code', 'region']);
const updateInstitution = updateOne('institutions', ['name', 'code', 'region']);

export interface InstitutionValues {
  readonly name: string;
  readonly code: string;
  readonly region: string;
}

/** A new institution that takes part in the tournament. */
export async function addInstitution(tx: Queryable, tournamentId: TournamentId, values: InstitutionValues): Promise<InstitutionId> {
  const [id] = await reserveIds(tx, 'institutions', 1);
  invariant(id !== undefined, 'a sequence gives an id for each one asked for');
  await tx.run(insertInstitution, { rows: [{ id, ...values }] });
  await tx.run(joinQuery, { tournamentId, id });
  return id;
}

export async function changeInstitution(tx: Queryable, id: number, values: InstitutionValues): Promise<void> {
  await tx.run(updateInstitution, { id, row: values });
}

// Text: the institution goes from this tournament; the row itself goes when no other tournament has it.
const leaveQuery = textQuery<{ tournamentId: TournamentId; id: number }, unknown>(
  'setup.leaveInstitution',
  `with gone as (delete from tournament_institutions where tournament_id = $1 and institution_id = $2 returning institution_id)
   delete from institutions i using gone where i.id = gone.institution_id
     and not exists (select from tournament_institutions o where o.institution_id = i.id and o.tournament_id <> $1)`,
  ({ tournamentId, id }) => [tournamentId, id],
);

export async function removeInstitution(tx: Queryable, tournamentId: TournamentId, id: number): Promise<void> {
  await tx.run(leaveQuery, { tournamentId, id });
}

const usesQuery = textQuery<{ tournamentId: TournamentId; id: number }, { teams: number; adjudicators: number }>(
  'setup.usesOfInstitution',
  `select (select count(*)::int from teams where tournament_id = $1 and institution_id = $2) as teams,
          (select count(*)::int from adjudicators a join people p on p.id = a.id where p.tournament_id = $1 and a.institution_id = $2) as adjudicators`,
  ({ tournamentId, id }) => [tournamentId, id],
);

/** Who of the tournament comes from there. */
export function usesOfInstitution(tx: Queryable, tournamentId: TournamentId, id: number): Promise<{ teams: number; adjudicators: number }> {
  return tx.one(usesQuery, { tournamentId, id });
}

const institutionQuery = textQuery<{ id: number }, { name: string; code: string }>(
  'setup.institution',
  'select name, code from institutions where id = $1',
  ({ id }) => [id],
);

export function institution(tx: Queryable, id: number): Promise<{ name: string; code: string }> {
  return tx.one(institutionQuery, { id });
}

interface NamedTeam {
  readonly id: TeamId;
  readonly reference: string;
  readonly shortReference: string;
  readonly usesInstitutionPrefix: boolean;
}

const teamsFromQuery = textQuery<{ id: number }, NamedTeam>(
  'setup.teamsFrom',
  `select id, reference, short_reference as "shortReference", use_institution_prefix as "usesInstitutionPrefix" from teams where institution_id = $1 limit 5000`,
  ({ id }) => [id],
);

/** The teams that bear an institution's name, in whatever tournament. */
export function teamsFrom(tx: Queryable, institutionId: number): Promise<NamedTeam[]> {
  return tx.run(teamsFromQuery, { id: institutionId });
}

const renameQuery = textQuery<{ names: readonly { id: TeamId; short_name: string; long_name: string }[] }, unknown>(
  'setup.renameTeams',
  `update teams t set short_name = g.short_name, long_name = g.long_name
   from jsonb_to_recordset($1::jsonb) as g(id int, short_name text, long_name text) where t.id = g.id`,
  ({ names }) => [JSON.stringify(names)],
);

export async function renameTeams(tx: Queryable, names: readonly { id: TeamId; short_name: string; long_name: string }[]): Promise<void> {
  await tx.run(renameQuery, { names });
}
