import pg from 'pg';
import type { TableContents } from '../rules/backups/backup-resources.ts';

/** One moment of a database: pg_dump sees the same by the snapshot's name as long as `withSnapshot` goes on. */
export interface Snapshot {
  readonly name: string;
  /** `15.18` */
  readonly serverVersion: string;
  contents(): Promise<readonly TableContents[]>;
}

export async function withSnapshot<Answer>(url: string, work: (snapshot: Snapshot) => Promise<Answer>): Promise<Answer> {
  return connected(url, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const sql = `select pg_export_snapshot() "name", current_setting('server_version') "serverVersion"`;
    const [seen] = (await client.query<{ name: string; serverVersion: string }>(sql)).rows;
    if (seen === undefined) throw new Error('The server gave no snapshot.');
    const serverVersion = seen.serverVersion.split(' ')[0] ?? seen.serverVersion;
    return work({ name: seen.name, serverVersion, contents: () => readContents(client) });
  });
}

/** Rows and checksum of every table now. */
export async function databaseContents(url: string): Promise<readonly TableContents[]> {
  return connected(url, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    return readContents(client);
  });
}

/** Without the tables that belong to an extension; of a partitioned table its parts. */
const tablesSql = `select format('%I.%I', nspname, relname) "table" from pg_class join pg_namespace on pg_namespace.oid = relnamespace
  where relkind = 'r' and relpersistence <> 't' and nspname <> 'information_schema' and nspname !~ '^pg_'
    and not exists (select 1 from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e')
  order by 1 limit 10000`;

/** Texts of values, and so checksums, are the same on every server when these are. */
const textSettings = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local row_security = off; set local search_path = pg_catalog`;

async function readContents(client: pg.Client): Promise<readonly TableContents[]> {
  await client.query(textSettings);
  const tables = (await client.query<{ table: string }>(tablesSql)).rows;
  const contents: TableContents[] = [];
  for (const { table } of tables) {
    const sql = `select count(*)::float8 "rows", coalesce(sum(hashtextextended(each::text collate "C", 0)::numeric), 0)::text checksum
      from only ${table} each`;
    const [found] = (await client.query<{ rows: number; checksum: string }>(sql)).rows;
    contents.push({ table, rows: found?.rows ?? 0, checksum: found?.checksum ?? '0' });
  }
  return contents;
}

/** A database beside the real ones, with a role of its own: whatever a dump says, it is said by a stranger. */
export interface Scratch {
  readonly name: string;
  readonly password: string;
}

/** What there was of it before is gone. */
export async function createScratch(adminUrl: string, { name, password }: Scratch): Promise<void> {
  await dropScratch(adminUrl, name);
  const own = pg.escapeIdentifier(name);
  await connected(adminUrl, async (admin) => {
    await admin.query(`create role ${own} login password ${pg.escapeLiteral(password)} connection limit 10`);
    await admin.query(`create database ${own} owner ${own}`);
    await admin.query(`revoke connect on database ${own} from public`);
  });
}

export async function dropScratch(adminUrl: string, name: string): Promise<void> {
  const own = pg.escapeIdentifier(name);
  await connected(adminUrl, async (admin) => {
    await admin.query(`drop database if exists ${own} with (force)`);
    await admin.query(`drop role if exists ${own}`);
  });
}

/** Everything in it, and it itself, becomes the owner's; its role is gone. */
export async function adoptScratch(
  adminUrl: string,
  { scratch, owner }: { readonly scratch: string; readonly owner: string },
): Promise<void> {
  const [from, to] = [pg.escapeIdentifier(scratch), pg.escapeIdentifier(owner)];
  await connected(inDatabase(adminUrl, scratch), async (admin) => {
    await admin.query(`reassign owned by ${from} to ${to}`);
    await admin.query(`drop owned by ${from}`);
    await admin.query(`grant connect on database ${from} to ${to}`);
    await admin.query('analyze');
  });
  await connected(adminUrl, async (admin) => {
    await admin.query(`drop role ${from}`);
  });
}

export interface Exchange {
  readonly present: string;
  readonly next: string;
  readonly former: string;
}

/** Both names change in one transaction, or none does. All connections to either end. */
export async function exchangeDatabases(adminUrl: string, { present, next, former }: Exchange): Promise<void> {
  const [now, coming, going] = [present, next, former].map((name) => pg.escapeIdentifier(name));
  await connected(adminUrl, async (admin) => {
    await admin.query(`alter database ${now} with allow_connections false`);
    await admin.query(`alter database ${coming} with allow_connections false`);
    try {
      await endConnections(admin, [present, next]);
      await admin.query('begin');
      await admin.query(`alter database ${now} rename to ${going}`);
      await admin.query(`alter database ${coming} rename to ${now}`);
      await admin.query('commit');
    } catch (error) {
      await admin.query('rollback');
      throw error;
    } finally {
      await openAgain(admin, [present, next, former]);
    }
  });
}

/** Renaming waits for nobody: who is still there is asked to go until nobody is. */
async function endConnections(admin: pg.Client, names: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const sql = 'select pg_terminate_backend(pid, 1000) from pg_stat_activity where datname = any($1)';
    if ((await admin.query(sql, [names])).rowCount === 0) return;
  }
  throw new Error('Somebody holds on to the database.');
}

/** After an exchange that was cut short too. */
export async function openDatabases(adminUrl: string, names: readonly string[]): Promise<void> {
  await connected(adminUrl, (admin) => openAgain(admin, names));
}

async function openAgain(admin: pg.Client, names: readonly string[]): Promise<void> {
  const sql = 'select datname from pg_database where datname = any($1) and not datallowconn limit 10';
  const closed = (await admin.query<{ datname: string }>(sql, [names])).rows;
  for (const { datname } of closed) await admin.query(`alter database ${pg.escapeIdentifier(datname)} with allow_connections true`);
}

export async function databaseExists(adminUrl: string, name: string): Promise<boolean> {
  const sql = 'select 1 from pg_database where datname = $1';
  return connected(adminUrl, async (admin) => (await admin.query(sql, [name])).rowCount === 1);
}

export async function dropFormer(adminUrl: string, name: string): Promise<void> {
  await connected(adminUrl, async (admin) => {
    await admin.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
  });
}

/** Extensions that a database's owner may make. */
export async function ownersExtensions(url: string): Promise<ReadonlySet<string>> {
  const sql = 'select distinct name from pg_available_extension_versions where trusted or not superuser limit 1000';
  return connected(url, async (client) => new Set((await client.query<{ name: string }>(sql)).rows.map(({ name }) => name)));
}

/** Statements of a dump, one after another, as its role. */
export class DumpSession {
  readonly #client: pg.Client;

  static async open(url: string): Promise<DumpSession> {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'rostra-restore' });
    client.on('error', () => {});
    await client.connect();
    return new DumpSession(client);
  }

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  async run(statement: string): Promise<void> {
    await this.#client.query(statement);
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}

/** The same server's address of another database, for its administrator or for a scratch database's role. */
export function inDatabase(adminUrl: string, name: string, role?: Scratch): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  if (role !== undefined) {
    url.username = role.name;
    url.password = role.password;
  }
  return url.href;
}

async function connected<Answer>(url: string, work: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'rostra-backups' });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
