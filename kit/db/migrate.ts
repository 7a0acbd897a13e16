import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { invariant } from '../errors/invariant.ts';

export interface MigrateOptions {
  readonly url: string;
  /** Files `0001-name.ts`, each exporting `up(db)`; forward only. */
  readonly folder: string;
  /** Names the product's own table of applied migrations, so that products can share a database. */
  readonly product: string;
}

interface MigrationFile {
  readonly up: (db: Kysely<unknown>) => Promise<void>;
}

/** Brings the database up to date. Any number of processes may call it at once: the first applies, the others wait. */
export async function migrate(options: MigrateOptions): Promise<void> {
  const pool = new pg.Pool({ connectionString: options.url, max: 2 });
  pool.on('error', () => {}); // the statement that needed the connection fails and says so
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => readMigrations(options.folder) },
    migrationTableName: `${options.product}_migrations`,
    migrationLockTableName: `${options.product}_migrations_lock`,
  });
  try {
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  } finally {
    await db.destroy();
  }
}

async function readMigrations(folder: string): Promise<Record<string, MigrationFile>> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.ts$/.test(name)).sort();
  const entries = await Promise.all(
    names.map(async (name): Promise<[string, MigrationFile]> => {
      const file: unknown = await import(pathToFileURL(join(folder, name)).href);
      invariant(isMigration(file), `${name} exports up(db)`);
      return [name.replace(/\.ts$/, ''), file];
    }),
  );
  return Object.fromEntries(entries);
}

function isMigration(file: unknown): file is MigrationFile {
  return typeof file === 'object' && file !== null && 'up' in file && typeof file.up === 'function';
}
