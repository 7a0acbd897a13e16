import { sql } from 'kysely';
import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { TournamentId } from '../rules/ids.ts';
import { storedSettings } from '../rules/settings.ts';
import type { Tournament } from '../rules/tournament.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

const columns = [
  'id',
  'slug',
  'name',
  'short_name as shortName',
  'timezone',
  'settings as changedSettings',
  'public_version as publicVersion',
  'public_mode as publicMode',
] as const;

const bySlugQuery = query('tournaments.bySlug', (db, args: { slug: string }) =>
  db.selectFrom('tournaments').select(columns).where('slug', '=', args.slug),
);

export async function bySlug(db: Queryable, slug: string): Promise<Tournament | null> {
  const row = await db.maybeOne(bySlugQuery, { slug });
  return row && tournamentOf(row);
}

const byIdQuery = query('tournaments.byId', (db, args: { id: TournamentId }) =>
  db.selectFrom('tournaments').select(columns).where('id', '=', args.id),
);

export async function byId(db: Queryable, id: TournamentId): Promise<Tournament> {
  return tournamentOf(await db.one(byIdQuery, { id }));
}

const lockQuery = query('tournaments.lock', (db, args: { id: TournamentId }) =>
  db.selectFrom('tournaments').select('id').where('id', '=', args.id).forUpdate(),
);

/** Two imports, or a break and a draw of it, go one after the other. */
export async function lock(tx: Queryable, id: TournamentId): Promise<void> {
  await tx.one(lockQuery, { id });
}

function tournamentOf(row: Omit<Tournament, 'settings'>): Tournament {
  return { ...row, settings: storedSettings(row.changedSettings) };
}

const listQuery = query('tournaments.list', (db) =>
  db
    .selectFrom('tournaments')
    .select(['slug', 'name', 'active', sql<boolean>`settings->>'public_features.on_front_page' is distinct from 'false'`.as('isListed')])
    .orderBy('active', 'desc')
    .orderBy('seq')
    .orderBy('name')
    .limit(500),
);

interface TournamentInList {
  readonly slug: string;
  readonly name: string;
  readonly active: boolean;
  /** Who has no part in it finds it: the front page has it. */
  readonly isListed: boolean;
}

/** All tournaments, those that take place now first. */
export function list(db: Queryable): Promise<TournamentInList[]> {
  return db.run(listQuery, {});
}

export interface NewTournament {
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly timezone: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

const insertQuery = query('tournaments.insert', (db, args: Omit<NewTournament, 'settings'> & { settings: string }) =>
  db
    .with('made', (q) =>
      q
        .insertInto('tournaments')
        .values({ slug: args.slug, name: args.name, short_name: args.shortName, timezone: args.timezone, settings: args.settings })
        .returning('id'),
    )
    .with('head', (q) => q.insertInto('journal_heads').columns(['tournament_id']).expression(q.selectFrom('made').select('id')))
    .selectFrom('made')
    .select('id'),
);

/** Throws a DatabaseFault on `tournaments_slug_key` when the slug is taken. */
export async function insert(db: Queryable, tournament: NewTournament): Promise<TournamentId> {
  const { id } = await db.one(insertQuery, { ...tournament, settings: JSON.stringify(tournament.settings) });
  return id;
}

const saveSettingsQuery = query('tournaments.saveSettings', (db, args: { id: TournamentId; settings: string }) =>
  db
    .updateTable('tournaments')
    .set({
      settings: args.settings,
      settings_version: sql`settings_version + 1`,
      public_version: sql`public_version + 1`,
      frozen_version: sql`public_version + 1`,
    })
    .where('id', '=', args.id),
);

/** Replaces the changed settings; what the public may see can depend on any of them, so the public version rises too. */
export async function saveSettings(db: Queryable, id: TournamentId, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await db.run(saveSettingsQuery, { id, settings: JSON.stringify(settings) });
}

const bumpQuery = query('tournaments.bumpPublicVersion', (db, args: { id: TournamentId }) =>
  db
    .updateTable('tournaments')
    .set({ public_version: sql`public_version + 1` })
    .where('id', '=', args.id)
    .returning('public_version as publicVersion'),
);

/** Belongs in the transaction of every change that a spectator could see. Gives the new version. */
export async function bumpPublicVersion(db: Queryable, id: TournamentId): Promise<number> {
  const { publicVersion } = await db.one(bumpQuery, { id });
  return publicVersion;
}

const describeQuery = textQuery<
  { id: TournamentId; name: string; shortName: string; slug: string; seq: number | null; active: boolean; timezone: string },
  { id: number }
>(
  'tournaments.describe',
  `update tournaments set name = $2, short_name = $3, slug = $4, seq = $5, active = $6, timezone = $7, public_version = public_version + 1
   where id = $1 returning id`,
  ({ id, name, shortName, slug, seq, active, timezone }) => [id, name, shortName, slug, seq, active, timezone],
);

export interface Description {
  readonly name: string;
  readonly shortName: string;
  readonly slug: string;
  readonly timezone: string;
  /** Its place on the site's home page. */
  readonly seq: number | null;
  /** False: listed under the past ones. */
  readonly active: boolean;
}

/** Throws a DatabaseFault on `tournaments_slug_key` when the slug is taken. */
export async function describe(tx: Queryable, id: TournamentId, wanted: Description): Promise<void> {
  await tx.one(describeQuery, { id, ...wanted });
}

const descriptionQuery = query('tournaments.description', (db, args: { id: TournamentId }) =>
  db.selectFrom('tournaments').select(['name', 'short_name as shortName', 'slug', 'timezone', 'seq', 'active']).where('id', '=', args.id),
);

export function description(db: Queryable, id: TournamentId): Promise<Description> {
  return db.one(descriptionQuery, { id });
}

// Text: teams, speakers and adjudicators hold on to debates, so the debates go first; all in the caller's transaction.
const removeQueries = [
  'delete from schedule_events where tournament_id = $1',
  'delete from rounds where tournament_id = $1',
  'delete from tournaments where id = $1',
].map((text, index) => textQuery<{ id: TournamentId }, unknown>(`tournaments.remove.${index}`, text, ({ id }) => [id]));

/** Deletes a tournament with all that is in it, its journal too. */
export async function remove(tx: Queryable, id: TournamentId): Promise<void> {
  for (const statement of removeQueries) await tx.run(statement, { id });
}
