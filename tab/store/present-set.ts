import type { Queryable } from '#kit/db/connect.ts';
import type { CategoryId, InstitutionId, PersonId, TeamId, TournamentId } from '../rules/ids.ts';
import type { SetAdjudicator, SetInstitution, SetTeam, TournamentSet } from '../rules/csv-set/set.ts';
import * as breaks from './breaks.ts';
import * as institutions from './institutions.ts';
import * as people from './people.ts';
import * as rounds from './rounds.ts';
import * as teams from './teams.ts';
import * as venues from './venues.ts';

/** What the tournament has already, by the keys that make two rows the same thing. */
export interface PresentSet {
  readonly institutions: ReadonlyMap<string, InstitutionId>;
  readonly categories: ReadonlyMap<string, CategoryId>;
  readonly teams: ReadonlyMap<string, TeamId>;
  readonly adjudicators: ReadonlyMap<string, PersonId>;
  readonly venues: ReadonlySet<string>;
  readonly rounds: ReadonlySet<number>;
  /** As the reader of a set wants to know them. */
  readonly known: {
    readonly institutions: readonly SetInstitution[];
    readonly categories: readonly { readonly slug: string; readonly name: string; readonly isGeneral: boolean }[];
  };
}

export const institutionKey = (institution: SetInstitution): string => `${institution.code}\n${institution.name}`;
export const teamKey = (team: SetTeam): string => `${team.institution?.code ?? ''}\n${team.reference}`;
export const adjudicatorKey = (person: SetAdjudicator): string => `${person.institution?.code ?? ''}\n${person.name}`;

/** Reads what is there; six queries in one trip. */
export async function presentSet(db: Queryable, tournamentId: TournamentId): Promise<PresentSet> {
  const [institutionRows, categoryRows, teamRows, adjudicatorRows, venueRows, roundRows] = await Promise.all([
    institutions.ofTournament(db, tournamentId),
    breaks.categories(db, tournamentId),
    teams.ofTournament(db, tournamentId),
    people.adjudicators(db, tournamentId),
    venues.ofTournament(db, tournamentId),
    rounds.ofTournament(db, tournamentId),
  ]);
  return {
    institutions: new Map(institutionRows.map((row) => [institutionKey(row), row.id])),
    categories: new Map(categoryRows.map((row) => [row.slug, row.id])),
    teams: new Map(teamRows.map((row) => [`${row.institution ?? ''}\n${row.reference}`, row.id])),
    adjudicators: new Map(adjudicatorRows.map((row) => [`${row.institution ?? ''}\n${row.name}`, row.id])),
    venues: new Set(venueRows.map((row) => row.name)),
    rounds: new Set(roundRows.map((row) => row.seq)),
    known: { institutions: institutionRows, categories: categoryRows },
  };
}

/** The part of a set that the tournament does not have yet. What is there stays as it is. */
export function newPart(set: TournamentSet, present: PresentSet): TournamentSet {
  return {
    institutions: set.institutions.filter((one) => !present.institutions.has(institutionKey(one))),
    categories: set.categories.filter((one) => !present.categories.has(one.slug)),
    teams: set.teams.filter((one) => !present.teams.has(teamKey(one))),
    adjudicators: set.adjudicators.filter((one) => !present.adjudicators.has(adjudicatorKey(one))),
    venues: set.venues.filter((one) => !present.venues.has(one.name)),
    rounds: set.rounds.filter((one) => !present.rounds.has(one.seq)),
    motions: set.motions,
    conflicts: set.conflicts,
  };
}
