import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { TournamentId, VenueId } from '../rules/ids.ts';
import { insertMany } from './bulk.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

export interface VenueRow {
  readonly id: VenueId;
  readonly name: string;
  readonly priority: number;
}

const ofTournamentQuery = query('venues.ofTournament', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('venues')
    .select(['id', 'name', 'priority'])
    .where('tournament_id', '=', args.tournamentId)
    .orderBy('priority', 'desc')
    .orderBy('name')
    .limit(2000),
);

/** All rooms, the preferred first. */
export function ofTournament(db: Queryable, tournamentId: TournamentId): Promise<VenueRow[]> {
  return db.run(ofTournamentQuery, { tournamentId });
}

export const insertVenues = insertMany('venues', ['id', 'tournament_id', 'name', 'priority', 'url', 'site']);
