import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Debate } from '../rules/debate.ts';
import type { DebateId, RoundId, TeamId, TournamentId, VenueId } from '../rules/ids.ts';
import { insertMany } from './bulk.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** Debates with their room, to be narrowed by whoever asks; likewise the next two. */
export const debatesFrom = (db: Kysely<Schema>) =>
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
      'venues.display_name as venueName',
    ]);

export const teamsFrom = (db: Kysely<Schema>) =>
  db
    .selectFrom('debate_teams')
    .innerJoin('debates', 'debates.id', 'debate_teams.debate_id')
    .innerJoin('teams', 'teams.id', 'debate_teams.team_id')
    .select(['debate_id as debateId', 'teams.id', 'teams.short_name as name', 'side', 'debate_teams.flags'])
    .orderBy('side');

export const panelsFrom = (db: Kysely<Schema>) =>
  db
    .selectFrom('debate_adjudicators')
    .innerJoin('debates', 'debates.id', 'debate_adjudicators.debate_id')
    .innerJoin('adjudicators', 'adjudicators.id', 'debate_adjudicators.adjudicator_id')
    .innerJoin('people', 'people.id', 'adjudicators.id')
    .leftJoin('institutions', 'institutions.id', 'adjudicators.institution_id')
    .select([
      'debate_id as debateId',
      'people.id',
      'people.name',
      'debate_adjudicators.type as place',
      'institutions.code as institution',
      'pinned as isPinned',
    ])
    .orderBy('debate_adjudicators.type')
    .orderBy('base_score', 'desc')
    .orderBy('people.name');

interface ByRound {
  readonly roundId: RoundId;
}

const ofRoundQueries = {
  debates: query('debates.ofRound', (db, { roundId }: ByRound) =>
    debatesFrom(db).where('round_id', '=', roundId).orderBy('room_rank').orderBy('debates.id').limit(2000),
  ),
  teams: query('debates.teamsOfRound', (db, { roundId }: ByRound) => teamsFrom(db).where('round_id', '=', roundId).limit(8000)),
  panels: query('debates.panelsOfRound', (db, { roundId }: ByRound) => panelsFrom(db).where('round_id', '=', roundId).limit(10_000)),
};

/** Every room of a round in room order, byes last; three queries in one trip. */
export async function ofRound(db: Queryable, roundId: RoundId): Promise<Debate[]> {
  const [debates, teams, panels] = await Promise.all([
    db.run(ofRoundQueries.debates, { roundId }),
    db.run(ofRoundQueries.teams, { roundId }),
    db.run(ofRoundQueries.panels, { roundId }),
  ]);
  const teamsBy = Map.groupBy(teams, (team) => team.debateId);
  const panelsBy = Map.groupBy(panels, (member) => member.debateId);
  return debates.map((debate) => debateOf(debate, teamsBy.get(debate.id) ?? [], panelsBy.get(debate.id) ?? []));
}

interface ById {
  readonly id: DebateId;
}

const byIdQueries = {
  debate: query('debates.byId', (db, { id }: ById) => debatesFrom(db).where('debates.id', '=', id)),
  teams: query('debates.teamsById', (db, { id }: ById) => teamsFrom(db).where('debate_id', '=', id).limit(20)),
  panel: query('debates.panelById', (db, { id }: ById) => panelsFrom(db).where('debate_id', '=', id).limit(50)),
};

/** One room with its teams and panel; three queries in one trip. */
export async function byId(db: Queryable, id: DebateId): Promise<Debate | null> {
  const [debate, teams, panel] = await Promise.all([
    db.maybeOne(byIdQueries.debate, { id }),
    db.run(byIdQueries.teams, { id }),
    db.run(byIdQueries.panel, { id }),
  ]);
  return debate && debateOf(debate, teams, panel);
}

export type DebateRow = Omit<Debate, 'venue' | 'teams' | 'panel'> & { readonly venueId: VenueId | null; readonly venueName: string | null };

/** One debate of its three parts. */
export function debateOf({ venueId, venueName, ...debate }: DebateRow, teams: Debate['teams'], panel: Debate['panel']): Debate {
  const venue = venueId !== null && venueName !== null ? { id: venueId, name: venueName } : null;
  return { ...debate, venue, teams, panel };
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

export const setResultStatusQuery = query('debates.setResultStatus', (db, args: { id: DebateId; status: 'N' | 'P' | 'D' | 'C' }) =>
  db.updateTable('debates').set({ result_status: args.status }).where('id', '=', args.id),
);

export async function setResultStatus(tx: Queryable, change: { id: DebateId; status: 'N' | 'P' | 'D' | 'C' }): Promise<void> {
  await tx.run(setResultStatusQuery, change);
}

const confirmSidesQuery = query('debates.confirmSides', (db, args: { roundId: RoundId }) =>
  db.updateTable('debates').set({ sides_confirmed: true }).where('round_id', '=', args.roundId),
);

export async function confirmSides(tx: Queryable, roundId: RoundId): Promise<void> {
  await tx.run(confirmSidesQuery, { roundId });
}

const setSidesConfirmedQuery = query('debates.setSidesConfirmed', (db, args: { id: DebateId; areConfirmed: boolean }) =>
  db
    .updateTable('debates')
    .set({ sides_confirmed: args.areConfirmed, version: sql`version + 1` })
    .where('id', '=', args.id),
);

/** Whether the sides of one debate are final. */
export async function setSidesConfirmed(tx: Queryable, change: { id: DebateId; areConfirmed: boolean }): Promise<void> {
  await tx.run(setSidesConfirmedQuery, change);
}

// Text: arrays of teams and debates; whose seats change is gone before anybody sits, and the debates are marked in the same trip.
const liftTeams = textQuery<{ roundId: RoundId; teamIds: readonly TeamId[] }, unknown>(
  'debates.liftTeams',
  'delete from debate_teams where team_id = any($2::int[]) and debate_id in (select id from debates where round_id = $1)',
  ({ roundId, teamIds }) => [roundId, [...teamIds]],
);
const markEdited = textQuery<{ debateIds: readonly DebateId[] }, unknown>(
  'debates.markEdited',
  `update debates set flags = array_append(array_remove(flags, 'edited'), 'edited'), version = version + 1 where id = any($1::int[])`,
  ({ debateIds }) => [[...debateIds]],
);

export interface PlacedTeam {
  readonly debateId: DebateId;
  readonly teamId: TeamId;
  readonly side: number;
  readonly flags: readonly string[];
}

/** Gives teams new seats in the round, all at once; those who are lifted and not seated are in no debate. */
export async function reseatTeams(
  tx: Queryable,
  {
    roundId,
    lifted,
    seated,
    touched,
  }: {
    readonly roundId: RoundId;
    readonly lifted: readonly TeamId[];
    readonly seated: readonly PlacedTeam[];
    readonly touched: readonly DebateId[];
  },
): Promise<void> {
  const rows = seated.map(({ debateId, teamId, side, flags }) => ({ debate_id: debateId, team_id: teamId, side, flags: [...flags] }));
  await Promise.all([
    tx.run(liftTeams, { roundId, teamIds: lifted }),
    tx.run(insertDebateTeams, { rows }),
    tx.run(markEdited, { debateIds: touched }),
  ]);
}

const addEmptyQuery = textQuery<{ roundId: RoundId }, unknown>(
  'debates.addEmpty',
  `insert into debates (round_id, bracket, room_rank, flags)
   select $1, 0, coalesce(max(room_rank) filter (where bracket >= 0), 0) + 1, array['edited'] from debates where round_id = $1`,
  ({ roundId }) => [roundId],
);

/** One more debate, without teams. */
export async function addEmpty(tx: Queryable, roundId: RoundId): Promise<void> {
  await tx.run(addEmptyQuery, { roundId });
}

const dropQuery = query('debates.drop', (db, args: { id: DebateId }) => db.deleteFrom('debates').where('id', '=', args.id));

export async function drop(tx: Queryable, id: DebateId): Promise<void> {
  await tx.run(dropQuery, { id });
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

const clearVenuesQuery = query('debates.clearVenues', (db, args: { roundId: RoundId }) =>
  db.updateTable('debates').set({ venue_id: null }).where('round_id', '=', args.roundId),
);

/** Gives every room back, so that others can be put in without two debates ever sharing one. */
export async function clearVenues(tx: Queryable, roundId: RoundId): Promise<void> {
  await tx.run(clearVenuesQuery, { roundId });
}

// Text: as above.
export const setImportances = textQuery<{ debates: readonly { debateId: DebateId; importance: number }[] }, unknown>(
  'debates.setImportances',
  `update debates set importance = one.importance
   from jsonb_to_recordset($1::jsonb) as one("debateId" int, importance float8) where debates.id = one."debateId"`,
  ({ debates }) => [JSON.stringify(debates)],
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
