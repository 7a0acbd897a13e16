import { sql } from 'kysely';
import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { RoundId, TournamentId } from '../rules/ids.ts';
import type { PublicMode } from '../rules/tournament.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** How a tournament's public site stands right now. */
export interface PublicState {
  /** Rises with every change that a spectator could see; while the site is a snapshot it stands still. */
  readonly version: number;
  readonly mode: PublicMode;
  /** The next publish that happens by itself; null when none is planned. */
  readonly publishAt: Date | null;
  /** True while the hall sees a draw that is published any moment. */
  readonly isHallFirst: boolean;
}

const statesQuery = query('publicSites.states', (db, args: { slugs: string[] }) =>
  db
    .selectFrom('tournaments')
    .leftJoin('rounds', (join) =>
      join
        .onRef('rounds.tournament_id', '=', 'tournaments.id')
        .on('draw_status', '=', 'C')
        .on((eb) => eb.or([eb('publish_at', 'is not', null), eb('hall_since', 'is not', null)])),
    )
    .select([
      'slug',
      'public_version as publicVersion',
      'public_mode as mode',
      'frozen_version as frozenVersion',
      'publish_at as publishAt',
      'hall_since as hallSince',
    ])
    .where((eb) => eb('slug', '=', eb.fn.any(eb.val(args.slugs))))
    .orderBy('publish_at')
    .limit(5000),
);

/** The public sites of several tournaments by one query; unknown slugs are left out. */
export async function publicStates(db: Queryable, slugs: readonly string[]): Promise<Map<string, PublicState>> {
  const rows = await db.run(statesQuery, { slugs: [...slugs] });
  const states = new Map<string, PublicState>();
  for (const { slug, publicVersion, mode, frozenVersion, publishAt, hallSince } of rows) {
    const known = states.get(slug);
    states.set(slug, {
      version: mode === 'snapshot' ? (frozenVersion ?? publicVersion) : publicVersion,
      mode,
      publishAt: known?.publishAt ?? publishAt,
      isHallFirst: hallSince !== null || known?.isHallFirst === true,
    });
  }
  return states;
}

const noticeQuery = query('publicSites.notice', (db, args: { id: TournamentId }) =>
  db.selectFrom('tournaments').select(['public_mode as mode', 'public_notice as notice']).where('id', '=', args.id),
);

/** What the switch stands at, and the organisers' words. */
export function switchOf(db: Queryable, id: TournamentId): Promise<{ mode: PublicMode; notice: string }> {
  return db.one(noticeQuery, { id });
}

const setModeQuery = query('publicSites.setMode', (db, args: { id: TournamentId; mode: PublicMode; notice: string }) =>
  db
    .updateTable('tournaments')
    .set({
      public_mode: args.mode,
      public_notice: args.notice,
      public_version: sql`public_version + 1`,
      frozen_version: sql`public_version + 1`,
    })
    .where('id', '=', args.id),
);

/** Turns the switch; a snapshot begins with the pages as they are now. */
export async function setMode(tx: Queryable, change: { id: TournamentId; mode: PublicMode; notice: string }): Promise<void> {
  await tx.run(setModeQuery, change);
}

const thawQuery = query('publicSites.thaw', (db, args: { id: TournamentId }) =>
  db
    .updateTable('tournaments')
    .set({ frozen_version: sql`public_version` })
    .where('id', '=', args.id),
);

/** What is withdrawn leaves a snapshot too; belongs after the version was raised. */
export async function renewSnapshot(tx: Queryable, id: TournamentId): Promise<void> {
  await tx.run(thawQuery, { id });
}

interface Plan {
  readonly id: RoundId;
  readonly publishAt: Date | null;
  readonly hallSince: Date | null;
}

const planQuery = query('publicSites.plan', (db, args: Plan) =>
  db.updateTable('rounds').set({ publish_at: args.publishAt, hall_since: args.hallSince }).where('id', '=', args.id),
);

/** When a confirmed draw publishes itself, and since when the hall sees it. */
export async function planPublish(tx: Queryable, plan: Plan): Promise<void> {
  await tx.run(planQuery, plan);
}

const holdPanelsQuery = query('publicSites.holdPanels', (db, args: { id: RoundId; areHeld: boolean }) =>
  db.updateTable('rounds').set({ panels_held: args.areHeld }).where('id', '=', args.id),
);

export async function holdPanels(tx: Queryable, change: { id: RoundId; areHeld: boolean }): Promise<void> {
  await tx.run(holdPanelsQuery, change);
}

const dueQuery = query('publicSites.due', (db, args: { now: Date }) =>
  db
    .selectFrom('rounds')
    .innerJoin('tournaments', 'tournaments.id', 'rounds.tournament_id')
    .select(['slug', 'rounds.seq'])
    .where('draw_status', '=', 'C')
    .where('publish_at', '<=', args.now)
    .orderBy('publish_at')
    .limit(20),
);

/** Draws whose time to be published has come. */
export function dueDraws(db: Queryable, now: Date): Promise<{ slug: string; seq: number }[]> {
  return db.run(dueQuery, { now });
}
