import { sql } from 'kysely';
import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Debate } from '../rules/debate.ts';
import type { DebateId, RoundId, TournamentId, VenueId } from '../rules/ids.ts';
import { insertMany } from './bulk.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

const debatesQuery = query('debates.ofRound', (db, args: { roundId: RoundId }) =>
  db
    .selectFrom('debates')
    .leftJoin('venues', 'venues.id', 'debates.venue_id')
    .select([
      'debates.id',
      'bracket',
      'room_rank as roomRank',
      'flags',
      'importance',
      'result_status as resultStatus',
      'sides_confirmed as areSidesConfirmed',
      'version',
      'venues.id as venueId',
      'venues.name as venueName',
    ])
    .where('round_id', '=', args.roundId)
    .orderBy('room_rank')
    .orderBy('debates.id')
    .limit(2000),
);

const teamsQuery = query('debates.teamsOfRound', (db, args: { roundId: RoundId }) =>
  db
    .selectFrom('debate_teams')
    .innerJoin('debates', 'debates.id', 'debate_teams.debate_id')
    .innerJoin('teams', 'teams.id', 'debate_teams.team_id')
    .select(['debate_id as debateId', 'teams.id', 'teams.short_name as name', 'side', 'debate_teams.flags'])
    .where('round_id', '=', args.roundId)
    .orderBy('side')
    .limit(8000),
);

const panelsQuery = query('debates.panelsOfRound', (db, args: { roundId: RoundId }) =>
  db
    .selectFrom('debate_adjudicators')
    .innerJoin('debates', 'debates.id', 'debate_adjudicators.debate_id')
    .innerJoin('adjudicators', 'adjudicators.id', 'debate_adjudicators.adjudicator_id')
    .innerJoin('people', 'people.id', 'adjudicators.id')
    .leftJoin('institutions', 'institutions.id', 'adjudicators.institution_id')
    .select(['debate_id as debateId', 'people.id', 'people.name', 'debate_adjudicators.type as place', 'institutions.code as institution'])
    .where('round_id', '=', args.roundId)
    .orderBy('debate_adjudicators.type')
    .orderBy('base_score', 'desc')
    .orderBy('people.name')
    .limit(10_000),
);

/** Every room of a round in room order, byes last; three queries in one trip. */
export async function ofRound(db: Queryable, roundId: RoundId): Promise<Debate[]> {
  const [debates, teams, panels] = await Promise.all([
    db.run(debatesQuery, { roundId }),
    db.run(teamsQuery, { roundId }),
    db.run(panelsQuery, { roundId }),
  ]);
  const teamsBy = Map.groupBy(teams, (team) => team.debateId);
  const panelsBy = Map.groupBy(panels, (member) => member.debateId);
  return debates.map(({ venueId, venueName, ...debate }) => ({
    ...debate,
    venue: venueId !== null && venueName !== null ? { id: venueId, name: venueName } : null,
    teams: teamsBy.get(debate.id) ?? [],
    panel: panelsBy.get(debate.id) ?? [],
  }));
}

const placeQuery = query('debates.placeOf', (db, args: { id: DebateId }) =>
  db
    .selectFrom('debates')
    .innerJoin('rounds', 'rounds.id', 'debates.round_id')
    .select(['round_id as roundId', 'tournament_id as tournamentId', 'rounds.seq as roundSeq'])
    .where('debates.id', '=', args.id),
);

/** Where a debate belongs, so that a foreign one is answered as if it did not exist. */
export function placeOf(db: Queryable, id: DebateId): Promise<{ roundId: RoundId; tournamentId: TournamentId; roundSeq: number } | null> {
  return db.maybeOne(placeQuery, { id });
}

const lockQuery = query('debates.lock', (db, args: { id: DebateId }) =>
  db.selectFrom('debates').select(['version', 'result_status as resultStatus']).where('id', '=', args.id).forUpdate(),
);

/** Holds the debate for the rest of the transaction: versions of ballots and panels are counted one after the other. */
export function lock(tx: Queryable, id: DebateId): Promise<{ version: number; resultStatus: 'N' | 'P' | 'D' | 'C' }> {
  return tx.one(lockQuery, { id });
}

const setResultStatusQuery = query('debates.setResultStatus', (db, args: { id: DebateId; status: 'N' | 'D' | 'C' }) =>
  db.updateTable('debates').set({ result_status: args.status }).where('id', '=', args.id),
);

export async function setResultStatus(tx: Queryable, change: { id: DebateId; status: 'N' | 'D' | 'C' }): Promise<void> {
  await tx.run(setResultStatusQuery, change);
}

const confirmSidesQuery = query('debates.confirmSides', (db, args: { roundId: RoundId }) =>
  db.updateTable('debates').set({ sides_confirmed: true }).where('round_id', '=', args.roundId),
);

export async function confirmSides(tx: Queryable, roundId: RoundId): Promise<void> {
  await tx.run(confirmSidesQuery, { roundId });
}

const deleteQuery = query('debates.deleteOfRound', (db, args: { roundId: RoundId }) =>
  db.deleteFrom('debates').where('round_id', '=', args.roundId),
);

/** Takes the whole draw away; panels and drafts of ballots go with it. */
export async function deleteOfRound(tx: Queryable, roundId: RoundId): Promise<void> {
  await tx.run(deleteQuery, { roundId });
}

const setVenueQuery = query('debates.setVenue', (db, args: { id: DebateId; venueId: VenueId | null }) =>
  db
    .updateTable('debates')
    .set({ venue_id: args.venueId, version: sql`version + 1` })
    .where('id', '=', args.id),
);

export async function setVenue(tx: Queryable, change: { id: DebateId; venueId: VenueId | null }): Promise<void> {
  await tx.run(setVenueQuery, change);
}

// Text: an update from a JSON list, so that any number of rooms is one statement.
export const setVenues = textQuery<{ rooms: readonly { debateId: DebateId; venueId: VenueId }[] }, unknown>(
  'debates.setVenues',
  `update debates set venue_id = room."venueId", version = version + 1
   from jsonb_to_recordset($1::jsonb) as room("debateId" int, "venueId" int) where debates.id = room."debateId"`,
  ({ rooms }) => [JSON.stringify(rooms)],
);

export const insertDebates = insertMany('debates', [
  'id',
  'round_id',
  'bracket',
  'room_rank',
  'flags',
  'sides_confirmed',
  'importance',
  'result_status',
  'version',
]);
export const insertDebateTeams = insertMany('debate_teams', ['debate_id', 'team_id', 'side', 'flags']);
