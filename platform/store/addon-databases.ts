import pg from 'pg';

export interface AddonDatabase {
  /** Of the role and of its database. Made by us: letters, digits and _. */
  readonly name: string;
  readonly password: string;
  /** Null: as many as the server allows. */
  readonly connections: number | null;
}

/** Makes role and database as far as they are not there. Nobody else may connect to it. */
export async function createDatabase(adminUrl: string, database: AddonDatabase): Promise<void> {
  const { name, password, connections } = database;
  await asAdmin(adminUrl, async (admin) => {
    const role = pg.escapeIdentifier(name);
    const { rowCount: roles } = await admin.query('select 1 from pg_roles where rolname = $1', [name]);
    if (roles === 0) await admin.query(`create role ${role} login`);
    await admin.query(`alter role ${role} password ${pg.escapeLiteral(password)} connection limit ${connections ?? -1}`);
    const { rowCount: databases } = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (databases === 0) await admin.query(`create database ${role} owner ${role}`);
    await admin.query(`revoke connect on database ${role} from public`);
  });
}

export interface DatabaseUse {
  /** Of its role, now. */
  readonly connections: number;
  readonly bytes: number;
  readonly rows: number;
}

/** Read in the database itself, as the administrator: the role's connections are all its own. */
export async function databaseUse(adminUrl: string, name: string): Promise<DatabaseUse> {
  const inside = new URL(adminUrl);
  inside.pathname = `/${name}`;
  const sql = `select (select count(*)::int from pg_stat_activity where usename = $1) connections,
    pg_database_size(current_database())::float8 bytes, (select coalesce(sum(n_live_tup), 0)::float8 from pg_stat_user_tables) "rows"`;
  const [found] = await asAdmin(inside.href, async (admin) => (await admin.query<DatabaseUse>(sql, [name])).rows);
  return found ?? { connections: 0, bytes: 0, rows: 0 };
}

export interface ConnectionFacts {
  readonly pid: number;
  readonly state: string;
  readonly seconds: number;
  readonly program: string;
  readonly query: string;
  readonly blockedBy: readonly number[];
}

/** Those of its role, the longest at work first. */
export async function databaseConnections(adminUrl: string, name: string): Promise<readonly ConnectionFacts[]> {
  const sql = `select pid, coalesce(state, '') state, coalesce(extract(epoch from now() - query_start), 0)::float8 seconds,
      application_name program, left(query, 2000) query, pg_blocking_pids(pid) "blockedBy"
    from pg_stat_activity where usename = $1 order by state = 'idle', query_start nulls last limit 1000`;
  return asAdmin(adminUrl, async (admin) => (await admin.query<ConnectionFacts>(sql, [name])).rows);
}

/** Ends the statement, or with `force` the connection, of one of its role's connections or of all. Answers how many there were. */
export async function endWork(
  adminUrl: string,
  name: string,
  wish: { readonly pid: number | null; readonly force: boolean },
): Promise<number> {
  const end = wish.force ? 'pg_terminate_backend' : 'pg_cancel_backend';
  const sql = `select ${end}(pid) from pg_stat_activity where usename = $1 and ($2::int is null or pid = $2)`;
  return asAdmin(adminUrl, async (admin) => (await admin.query(sql, [name, wish.pid])).rowCount ?? 0);
}

/** The database as it was when it was made: everything in it is gone. */
export async function resetDatabase(adminUrl: string, database: AddonDatabase): Promise<void> {
  const name = pg.escapeIdentifier(database.name);
  await asAdmin(adminUrl, async (admin) => {
    await admin.query(`drop database if exists ${name} with (force)`);
  });
  await createDatabase(adminUrl, database);
}

/** Ends its connections and drops database and role as far as they are there; what a restore left beside it too. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    const sql = 'select datname from pg_database where datname = $1 or starts_with(datname, $2) limit 1000';
    const { rows } = await admin.query<{ datname: string }>(sql, [name, `${name}_`]);
    for (const { datname } of rows) await admin.query(`drop database if exists ${pg.escapeIdentifier(datname)} with (force)`);
    await admin.query(`drop role if exists ${pg.escapeIdentifier(name)}`);
  });
}

async function asAdmin<Answer>(url: string, work: (admin: pg.Client) => Promise<Answer>): Promise<Answer> {
  const admin = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'rostra-control' });
  admin.on('error', () => {});
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
