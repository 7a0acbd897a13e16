import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { RoundId, TournamentId } from '../rules/ids.ts';
import type { DrawStatus, Round } from '../rules/round.ts';
import { insertMany } from './bulk.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

const columns = [
  'id',
  'seq',
  'name',
  'abbreviation',
  'stage',
  'draw_type as drawType',
  'break_category_id as categoryId',
  'draw_status as drawStatus',
  'draw_published_at as drawPublishedAt',
  'completed as isCompleted',
  'silent as isSilent',
  'motions_released as areMotionsReleased',
  'starts_at as startsAt',
  'weight',
  'publish_at as publishAt',
  'hall_since as hallSince',
  'panels_held as arePanelsHeld',
] as const;

const ofTournamentQuery = query('rounds.ofTournament', (db, args: { tournamentId: TournamentId }) =>
  db.selectFrom('rounds').select(columns).where('tournament_id', '=', args.tournamentId).orderBy('seq').limit(200),
);

/** All rounds in order of play. */
export function ofTournament(db: Queryable, tournamentId: TournamentId): Promise<Round[]> {
  return db.run(ofTournamentQuery, { tournamentId });
}

const ofSlugQuery = query('rounds.ofSlug', (db, args: { slug: string }) =>
  db
    .selectFrom('rounds')
    .select(columns)
    .where('tournament_id', 'in', (eb) => eb.selectFrom('tournaments').select('tournaments.id').where('slug', '=', args.slug))
    .orderBy('seq')
    .limit(200),
);

/** The same for whoever knows only the tournament's slug, so that both can be read in one trip. */
export function ofSlug(db: Queryable, slug: string): Promise<Round[]> {
  return db.run(ofSlugQuery, { slug });
}

const lockQuery = query('rounds.lock', (db, args: { id: RoundId }) =>
  db.selectFrom('rounds').select(columns).where('id', '=', args.id).forUpdate(),
);

/** The round as it is now; nobody else changes it before this transaction ends. */
export function lock(tx: Queryable, id: RoundId): Promise<Round> {
  return tx.one(lockQuery, { id });
}

const holdQuery = query('rounds.hold', (db, args: { id: RoundId }) =>
  db.selectFrom('rounds').select(columns).where('id', '=', args.id).forShare(),
);

/** As lock, but others may hold it too: ballots come in side by side, while nobody completes or withdraws the round. */
export function hold(tx: Queryable, id: RoundId): Promise<Round> {
  return tx.one(holdQuery, { id });
}

interface DrawChange {
  readonly id: RoundId;
  readonly status: DrawStatus;
  readonly publishedAt: Date | null;
  /** Public without its adjudicators. */
  readonly arePanelsHeld?: boolean;
}

const setDrawStatusQuery = query('rounds.setDrawStatus', (db, args: Required<DrawChange>) =>
  db
    .updateTable('rounds')
    .set({
      draw_status: args.status,
      draw_published_at: args.publishedAt,
      panels_held: args.arePanelsHeld,
      publish_at: null,
      hall_since: null,
    })
    .where('id', '=', args.id),
);

/** Whatever was planned for the draw as it was is planned no longer. */
export async function setDrawStatus(tx: Queryable, { arePanelsHeld = false, ...change }: DrawChange): Promise<void> {
  await tx.run(setDrawStatusQuery, { ...change, arePanelsHeld });
}

const setCompletedQuery = query('rounds.setCompleted', (db, args: { id: RoundId; isCompleted: boolean }) =>
  db.updateTable('rounds').set({ completed: args.isCompleted }).where('id', '=', args.id),
);

export async function setCompleted(tx: Queryable, change: { id: RoundId; isCompleted: boolean }): Promise<void> {
  await tx.run(setCompletedQuery, change);
}

const setMotionsQuery = query('rounds.setMotions', (db, args: { id: RoundId; areReleased: boolean; startsAt: Date | null }) =>
  db.updateTable('rounds').set({ motions_released: args.areReleased, starts_at: args.startsAt }).where('id', '=', args.id),
);

/** Whether the round's motions may be seen, and when its debates begin. */
export async function setMotionsReleased(
  tx: Queryable,
  change: { id: RoundId; areReleased: boolean; startsAt: Date | null },
): Promise<void> {
  await tx.run(setMotionsQuery, change);
}

export const insertRounds = insertMany('rounds', [
  'id',
  'tournament_id',
  'seq',
  'name',
  'abbreviation',
  'stage',
  'draw_type',
  'break_category_id',
  'silent',
  'feedback_weight',
  'weight',
]);
