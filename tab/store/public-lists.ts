import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { CategoryId, InstitutionId, PersonId, RoundId, TeamId, TournamentId } from '../rules/ids.ts';
import type { Gender } from '../rules/standings/diversity.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

interface OfTournament {
  readonly tournamentId: TournamentId;
}

const queries = {
  speakerCategories: query('publicLists.speakerCategories', (db, args: OfTournament) =>
    db
      .selectFrom('speaker_categories')
      .select(['id', 'name', 'slug', 'shown_limit as limit', 'is_public as isPublic'])
      .where('tournament_id', '=', args.tournamentId)
      .orderBy('seq')
      .limit(100),
  ),
  speakerMembers: query('publicLists.speakerMembers', (db, args: OfTournament) =>
    db
      .selectFrom('speaker_eligibilities')
      .innerJoin('speaker_categories', 'speaker_categories.id', 'category_id')
      .select(['speaker_id as speakerId', 'category_id as categoryId'])
      .where('tournament_id', '=', args.tournamentId)
      .limit(40_000),
  ),
  breakMembers: query('publicLists.breakMembers', (db, args: OfTournament) =>
    db
      .selectFrom('break_eligibilities')
      .innerJoin('break_categories', 'break_categories.id', 'category_id')
      .select(['team_id as teamId', 'category_id as categoryId'])
      .where('tournament_id', '=', args.tournamentId)
      .limit(40_000),
  ),
  institutions: query('publicLists.institutions', (db, args: OfTournament) =>
    db
      .selectFrom('tournament_institutions')
      .innerJoin('institutions', 'institutions.id', 'institution_id')
      .select(['institutions.id', 'name', 'code', 'region'])
      .where('tournament_id', '=', args.tournamentId)
      .orderBy('name')
      .limit(2000),
  ),
  people: query('publicLists.people', (db, args: OfTournament) =>
    db
      .selectFrom('people')
      .leftJoin('speakers', 'speakers.id', 'people.id')
      .leftJoin('teams', 'teams.id', 'speakers.team_id')
      .leftJoin('adjudicators', 'adjudicators.id', 'people.id')
      .leftJoin('institutions', (join) =>
        join.on((eb) => eb('institutions.id', '=', eb.fn.coalesce('teams.institution_id', 'adjudicators.institution_id'))),
      )
      .select([
        'people.id',
        'kind',
        'gender',
        'region',
        'speakers.team_id as teamId',
        'independent as isIndependent',
        'breaking as isBreaking',
        'adj_core as isCore',
      ])
      .where('people.tournament_id', '=', args.tournamentId)
      .limit(20_000),
  ),
  seats: query('publicLists.seats', (db, args: OfTournament) =>
    db
      .selectFrom('rounds')
      .innerJoin('debates', 'debates.round_id', 'rounds.id')
      .innerJoin('debate_adjudicators', 'debate_adjudicators.debate_id', 'debates.id')
      .select(['adjudicator_id as personId', 'debate_adjudicators.type as place', 'rounds.seq as round'])
      .where('tournament_id', '=', args.tournamentId)
      .orderBy('rounds.seq')
      .limit(40_000),
  ),
  schedule: query('publicLists.schedule', (db, args: OfTournament) =>
    db
      .selectFrom('schedule_events')
      .select(['title', 'type', 'start_time as startsAt', 'end_time as endsAt'])
      .where('tournament_id', '=', args.tournamentId)
      .orderBy('start_time')
      .orderBy('id')
      .limit(500),
  ),
  sides: query('publicLists.sides', (db, args: OfTournament) =>
    db
      .selectFrom('team_side_allocations')
      .innerJoin('rounds', 'rounds.id', 'round_id')
      .select(['round_id as roundId', 'team_id as teamId', 'side'])
      .where('tournament_id', '=', args.tournamentId)
      .limit(40_000),
  ),
};

/** A category of speakers, such as novices. */
export interface SpeakerCategory {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  /** Ranks down to this one are shown; 0 for all. */
  readonly limit: number;
  readonly isPublic: boolean;
}

export interface SpeakerCategories {
  readonly categories: readonly SpeakerCategory[];
  readonly members: readonly { readonly speakerId: PersonId; readonly categoryId: number }[];
}

/** The categories of speakers in order, and who is in them; two queries in one trip. */
export async function speakerCategories(db: Queryable, tournamentId: TournamentId): Promise<SpeakerCategories> {
  const [categories, members] = await Promise.all([
    db.run(queries.speakerCategories, { tournamentId }),
    db.run(queries.speakerMembers, { tournamentId }),
  ]);
  return { categories, members };
}

/** Which teams may break in which category. */
export function breakMembers(db: Queryable, tournamentId: TournamentId): Promise<{ teamId: TeamId; categoryId: CategoryId }[]> {
  return db.run(queries.breakMembers, { tournamentId });
}

export function institutions(
  db: Queryable,
  tournamentId: TournamentId,
): Promise<{ id: InstitutionId; name: string; code: string; region: string }[]> {
  return db.run(queries.institutions, { tournamentId });
}

/** What is counted of everybody who takes part; figures only, never shown by person. */
export interface CountedPerson {
  readonly id: PersonId;
  readonly kind: 'speaker' | 'adjudicator' | 'coach';
  readonly gender: Gender;
  readonly region: string | null;
  readonly teamId: TeamId | null;
  readonly isIndependent: boolean | null;
  readonly isBreaking: boolean | null;
  readonly isCore: boolean | null;
}

export function countedPeople(db: Queryable, tournamentId: TournamentId): Promise<CountedPerson[]> {
  return db.run(queries.people, { tournamentId });
}

/** Everybody on every panel, by round. */
export function seats(db: Queryable, tournamentId: TournamentId): Promise<{ personId: PersonId; place: 'C' | 'P' | 'T'; round: number }[]> {
  return db.run(queries.seats, { tournamentId });
}

export function schedule(
  db: Queryable,
  tournamentId: TournamentId,
): Promise<{ title: string; type: string; startsAt: Date; endsAt: Date | null }[]> {
  return db.run(queries.schedule, { tournamentId });
}

/** Sides that were given before the draw. */
export function givenSides(db: Queryable, tournamentId: TournamentId): Promise<{ roundId: RoundId; teamId: TeamId; side: number }[]> {
  return db.run(queries.sides, { tournamentId });
}
