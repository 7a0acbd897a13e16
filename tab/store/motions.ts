import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { DebateId, MotionId, RoundId, TournamentId } from '../rules/ids.ts';
import type { Motion } from '../rules/motions.ts';
import { insertMany } from './bulk.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** A motion in one of its rounds; without rounds it stands in the list once. */
export interface MotionRow extends Motion {
  readonly id: MotionId;
  readonly roundId: RoundId | null;
  readonly seq: number | null;
}

const ofTournamentQuery = query('motions.ofTournament', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('motions')
    .leftJoin('round_motions', 'round_motions.motion_id', 'motions.id')
    .leftJoin('rounds', 'rounds.id', 'round_motions.round_id')
    .select(['motions.id', 'text', 'reference', 'info_slide as infoSlide', 'round_motions.round_id as roundId', 'round_motions.seq'])
    .where('motions.tournament_id', '=', args.tournamentId)
    .orderBy('rounds.seq')
    .orderBy('round_motions.seq')
    .orderBy('motions.id')
    .limit(2000),
);

/** Every motion by round and place, also those that nobody may see yet. */
export function ofTournament(db: Queryable, tournamentId: TournamentId): Promise<MotionRow[]> {
  return db.run(ofTournamentQuery, { tournamentId });
}

const ofDebateQuery = query('motions.ofDebate', (db, args: { debateId: DebateId }) =>
  db
    .selectFrom('debates')
    .innerJoin('round_motions', 'round_motions.round_id', 'debates.round_id')
    .innerJoin('motions', 'motions.id', 'round_motions.motion_id')
    .select(['motions.id', 'text', 'reference', 'round_motions.seq'])
    .where('debates.id', '=', args.debateId)
    .orderBy('round_motions.seq')
    .limit(100),
);

/** A motion of a round as a ballot offers it. */
export interface RoundMotion extends Pick<Motion, 'text' | 'reference'> {
  readonly id: MotionId;
  readonly seq: number;
}

/** The motions of a debate's round in order, also before they are released. */
export function ofDebate(db: Queryable, debateId: DebateId): Promise<RoundMotion[]> {
  return db.run(ofDebateQuery, { debateId });
}

const insertQuery = query('motions.insert', (db, args: Motion & { tournamentId: TournamentId }) =>
  db
    .insertInto('motions')
    .values({ tournament_id: args.tournamentId, text: args.text, reference: args.reference, info_slide: args.infoSlide })
    .returning('id'),
);

export async function insert(tx: Queryable, tournamentId: TournamentId, motion: Motion): Promise<MotionId> {
  return (await tx.one(insertQuery, { ...motion, tournamentId })).id;
}

const updateQuery = query('motions.update', (db, args: Motion & { id: MotionId }) =>
  db.updateTable('motions').set({ text: args.text, reference: args.reference, info_slide: args.infoSlide }).where('id', '=', args.id),
);

export async function update(tx: Queryable, id: MotionId, motion: Motion): Promise<void> {
  await tx.run(updateQuery, { ...motion, id });
}

const removeQuery = query('motions.remove', (db, args: { id: MotionId }) => db.deleteFrom('motions').where('id', '=', args.id));

export async function remove(tx: Queryable, id: MotionId): Promise<void> {
  await tx.run(removeQuery, { id });
}

/** Where a motion stands in a round. */
export interface MotionPlace {
  readonly roundId: RoundId;
  readonly seq: number;
}

// Text: what was there goes and what is wanted comes in one statement each, for any number of rounds.
const leaveQuery = textQuery<{ id: MotionId }, unknown>('motions.leave', 'delete from round_motions where motion_id = $1', ({ id }) => [
  id,
]);
const placeQuery = textQuery<{ id: MotionId; places: readonly MotionPlace[] }, unknown>(
  'motions.place',
  `insert into round_motions (round_id, motion_id, seq)
   select place."roundId", $1, place.seq from jsonb_to_recordset($2::jsonb) as place("roundId" int, seq int)`,
  ({ id, places }) => [id, JSON.stringify(places)],
);

/** Puts a motion into these rounds and no others. A DatabaseFault on `round_motions_pkey` says that a place is taken. */
export async function setPlaces(tx: Queryable, id: MotionId, places: readonly MotionPlace[]): Promise<void> {
  await Promise.all([tx.run(leaveQuery, { id }), tx.run(placeQuery, { id, places })]);
}

export const insertMotions = insertMany('motions', ['id', 'tournament_id', 'reference', 'text']);
export const insertRoundMotions = insertMany('round_motions', ['round_id', 'motion_id', 'seq']);
