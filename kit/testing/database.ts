import { createHash, randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { migrate } from '../db/migrate.ts';
import { startTestPostgres } from './database-server.ts';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** `npm test` starts one server for the run and names it here; a test file that runs alone starts its own. */
const serverVariable = 'ROSTRA_TEST_POSTGRES_URL';

let own: Promise<{ url: string }> | undefined;

async function serverUrl(): Promise<string> {
  const given = process.env[serverVariable];
  if (given) return given;
  own ??= startTestPostgres();
  return (await own).url;
}

/**
 * A database of the test's own, copied from a template that `migrations` was applied to once a run. Without `migrations` it is
 * empty.
 */
export async function testDatabase(options: { readonly migrations?: string } = {}): Promise<TestDatabase> {
  const server = await serverUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(server, async (admin) => {
    const template = options.migrations ? await migratedTemplate(admin, server, options.migrations) : 'template1';
    await admin.query(`create database ${name} template ${template}`);
  });
  return {
    url: databaseUrl(server, name),
    drop: () => asAdmin(server, async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`))),
  };
}

async function migratedTemplate(admin: pg.Client, server: string, folder: string): Promise<string> {
  const product = basename(dirname(dirname(folder))); // lab/store/migrations
  const name = `template_${product}_${await hashOf(folder)}`;
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount) return name;
  const draft = `${name}_draft`;
  await admin.query(`drop database if exists ${draft} with (force)`);
  await admin.query(`create database ${draft}`);
  await migrate({ url: databaseUrl(server, draft), folder, product });
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [draft]);
  await admin.query(`alter database ${draft} rename to ${name}`);
  return name;
}

async function hashOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(folder)).sort()) hash.update(file).update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

/** One at a time: a template must have no other connection while it is copied. */
async function asAdmin(server: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: server });
  admin.on('error', () => {});
  await admin.connect();
  try {
    await admin.query(`select pg_advisory_lock(hashtext('rostra-test-databases'))`);
    await work(admin);
  } finally {
    await admin.end();
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
