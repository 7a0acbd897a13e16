import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { InstitutionId, PersonId, RoundId, TeamId, TournamentId, VenueId } from '../rules/ids.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

interface ByTournament {
  readonly tournamentId: TournamentId;
}

const roomsQuery = query('roomWishes.rooms', (db, { tournamentId }: ByTournament) =>
  db
    .selectFrom('venues')
    .select(['id', 'priority', 'capacity', 'for_rank as forRank'])
    .where('tournament_id', '=', tournamentId)
    .orderBy('id')
    .limit(2000),
);

const membersQuery = query('roomWishes.members', (db, { tournamentId }: ByTournament) =>
  db
    .selectFrom('venue_category_members')
    .innerJoin('venue_categories', 'venue_categories.id', 'venue_category_members.category_id')
    .select(['venue_category_members.category_id as category', 'venue_category_members.venue_id as venueId'])
    .where('venue_categories.tournament_id', '=', tournamentId)
    .limit(20_000),
);

const categoriesQuery = query('roomWishes.categories', (db, { tournamentId }: ByTournament) =>
  db.selectFrom('venue_categories').select(['id', 'name']).where('tournament_id', '=', tournamentId).orderBy('name').limit(500),
);

const wishesQuery = query('roomWishes.wishes', (db, { tournamentId }: ByTournament) =>
  db
    .selectFrom('venue_constraints')
    .innerJoin('venue_categories', 'venue_categories.id', 'venue_constraints.category_id')
    .leftJoin('teams', 'teams.id', 'venue_constraints.team_id')
    .leftJoin('people', 'people.id', 'venue_constraints.adjudicator_id')
    .leftJoin('institutions', 'institutions.id', 'venue_constraints.institution_id')
    .select((eb) => [
      'venue_constraints.category_id as category',
      'venue_categories.name as categoryName',
      'venue_constraints.priority',
      'venue_constraints.team_id as teamId',
      'venue_constraints.adjudicator_id as adjudicatorId',
      'venue_constraints.institution_id as institutionId',
      eb.fn.coalesce('teams.short_name', 'people.name', 'institutions.name', eb.val('')).as('who'),
    ])
    .where('venue_constraints.tournament_id', '=', tournamentId)
    .orderBy('venue_constraints.id')
    .limit(5000),
);

const institutionsQuery = query('roomWishes.institutions', (db, { tournamentId }: ByTournament) =>
  db
    .selectFrom('teams')
    .select(['id', 'institution_id as institutionId', 'division'])
    .where('tournament_id', '=', tournamentId)
    .orderBy('id')
    .limit(5000),
);

export interface RoomWish {
  readonly category: number;
  readonly categoryName: string;
  /** The name of whose it is. */
  readonly who: string;
  readonly priority: number;
  /** Whose it is: one of the three. */
  readonly teamId: TeamId | null;
  readonly adjudicatorId: PersonId | null;
  readonly institutionId: InstitutionId | null;
}

export interface RoomWishes {
  readonly rooms: readonly {
    readonly id: VenueId;
    readonly priority: number;
    readonly capacity: number | null;
    readonly forRank: number | null;
  }[];
  readonly members: readonly { readonly category: number; readonly venueId: VenueId }[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
  readonly wishes: readonly RoomWish[];
  /** With the division that each team plays in; empty for none. */
  readonly institutions: readonly { readonly id: TeamId; readonly institutionId: InstitutionId | null; readonly division: string }[];
}

/** The rooms of a tournament with their categories, who wants which, and the institution of each team; five queries in one trip. */
export async function ofTournament(db: Queryable, tournamentId: TournamentId): Promise<RoomWishes> {
  const [rooms, members, categories, wishes, institutions] = await Promise.all([
    db.run(roomsQuery, { tournamentId }),
    db.run(membersQuery, { tournamentId }),
    db.run(categoriesQuery, { tournamentId }),
    db.run(wishesQuery, { tournamentId }),
    db.run(institutionsQuery, { tournamentId }),
  ]);
  return { rooms, members, categories, wishes, institutions };
}

const teamsBeforeQuery = query('roomWishes.teamsBefore', (db, args: { roundId: RoundId }) =>
  db
    .selectFrom('debate_teams')
    .innerJoin('debates', 'debates.id', 'debate_id')
    .select(['team_id as id', 'venue_id as venueId'])
    .where('round_id', '=', args.roundId)
    .where('venue_id', 'is not', null)
    .limit(8000),
);
const panelsBeforeQuery = query('roomWishes.panelsBefore', (db, args: { roundId: RoundId }) =>
  db
    .selectFrom('debate_adjudicators')
    .innerJoin('debates', 'debates.id', 'debate_id')
    .select(['adjudicator_id as id', 'venue_id as venueId'])
    .where('round_id', '=', args.roundId)
    .where('venue_id', 'is not', null)
    .limit(10_000),
);

/** Where each team and adjudicator was in a round. */
export interface RoomsBefore {
  readonly teams: ReadonlyMap<TeamId, VenueId>;
  readonly panels: ReadonlyMap<PersonId, VenueId>;
}

export async function before(db: Queryable, roundId: RoundId): Promise<RoomsBefore> {
  const [teams, panels] = await Promise.all([db.run(teamsBeforeQuery, { roundId }), db.run(panelsBeforeQuery, { roundId })]);
  return { teams: placesOf(teams), panels: placesOf(panels) };
}

function placesOf<Id>(rows: readonly { readonly id: Id; readonly venueId: VenueId | null }[]): Map<Id, VenueId> {
  return new Map(rows.flatMap(({ id, venueId }) => (venueId === null ? [] : [[id, venueId] as const])));
}
