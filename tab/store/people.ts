import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { InstitutionId, PersonId, TeamId, TournamentId } from '../rules/ids.ts';
import { insertMany } from './bulk.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

export interface AdjudicatorRow {
  readonly id: PersonId;
  readonly name: string;
  readonly institutionId: InstitutionId | null;
  readonly institution: string | null;
  readonly baseScore: number;
  readonly isTrainee: boolean;
  readonly isIndependent: boolean;
}

const adjudicatorsQuery = query('people.adjudicators', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('adjudicators')
    .innerJoin('people', 'people.id', 'adjudicators.id')
    .leftJoin('institutions', 'institutions.id', 'adjudicators.institution_id')
    .select([
      'adjudicators.id',
      'people.name',
      'institution_id as institutionId',
      'institutions.code as institution',
      'base_score as baseScore',
      'trainee as isTrainee',
      'independent as isIndependent',
    ])
    .where('tournament_id', '=', args.tournamentId)
    .orderBy('people.name')
    .orderBy('adjudicators.id')
    .limit(4000),
);

/** All adjudicators by name. */
export function adjudicators(db: Queryable, tournamentId: TournamentId): Promise<AdjudicatorRow[]> {
  return db.run(adjudicatorsQuery, { tournamentId });
}

export interface LinkRow {
  readonly personId: PersonId;
  readonly name: string;
  readonly kind: 'speaker' | 'adjudicator' | 'coach';
  readonly urlKey: string;
}

const linksQuery = query('people.links', (db, args: { tournamentId: TournamentId; kind: string }) =>
  db
    .selectFrom('private_links')
    .innerJoin('people', 'people.id', 'private_links.person_id')
    .select(['people.id as personId', 'people.name', 'people.kind', 'url_key as urlKey'])
    .where('tournament_id', '=', args.tournamentId)
    .where((eb) => eb(eb.cast<string>('kind', 'text'), '=', args.kind))
    .where('revoked_at', 'is', null)
    .orderBy('people.name')
    .orderBy('people.id')
    .limit(8000),
);

/** The private links of one kind of people, for printing and sending. */
export function links(db: Queryable, tournamentId: TournamentId, kind: LinkRow['kind']): Promise<LinkRow[]> {
  return db.run(linksQuery, { tournamentId, kind });
}

const byLinkQuery = query('people.byLink', (db, args: { tournamentId: TournamentId; linkHash: string }) =>
  db
    .selectFrom('private_links')
    .innerJoin('people', 'people.id', 'private_links.person_id')
    .leftJoin('speakers', 'speakers.id', 'people.id')
    .leftJoin('teams', 'teams.id', 'speakers.team_id')
    .select(['people.id', 'people.name', 'people.kind', 'teams.short_name as team', 'teams.id as teamId'])
    .where('link_hash', '=', args.linkHash)
    .where('people.tournament_id', '=', args.tournamentId)
    .where('revoked_at', 'is', null),
);

const byIdQuery = query('people.byId', (db, args: { tournamentId: TournamentId; id: PersonId }) =>
  db
    .selectFrom('people')
    .leftJoin('speakers', 'speakers.id', 'people.id')
    .leftJoin('teams', 'teams.id', 'speakers.team_id')
    .select(['people.id', 'people.name', 'people.kind', 'teams.short_name as team', 'teams.id as teamId'])
    .where('people.id', '=', args.id)
    .where('people.tournament_id', '=', args.tournamentId),
);

/** A person of the tournament as they come by a form that is open to everybody. */
export function byId(db: Queryable, tournamentId: TournamentId, id: PersonId): Promise<LinkedPerson | null> {
  return db.maybeOne(byIdQuery, { tournamentId, id });
}

export interface LinkedPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly kind: 'speaker' | 'adjudicator' | 'coach';
  readonly team: string | null;
  readonly teamId: TeamId | null;
}

/** Whose private link this is; null for an unknown, revoked or foreign one. */
export function byLink(db: Queryable, tournamentId: TournamentId, linkHash: string): Promise<LinkedPerson | null> {
  return db.maybeOne(byLinkQuery, { tournamentId, linkHash });
}

export const insertPeople = insertMany('people', [
  'id',
  'tournament_id',
  'kind',
  'name',
  'email',
  'phone',
  'gender',
  'anonymous',
  'code_name',
]);
export const insertAdjudicators = insertMany('adjudicators', [
  'id',
  'institution_id',
  'base_score',
  'trainee',
  'breaking',
  'independent',
  'adj_core',
]);
export const insertLinks = insertMany('private_links', ['link_hash', 'person_id', 'url_key']);
