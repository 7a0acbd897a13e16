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
  let found: DatabaseUse | undefined;
  await asAdmin(inside.href, async (admin) => {
    ({
      rows: [found],
    } = await admin.query<DatabaseUse>(sql, [name]));
  });
  return found ?? { connections: 0, bytes: 0, rows: 0 };
}

/** Ends its connections and drops database and role as far as they are there. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    await admin.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
    await admin.query(`drop role if exists ${pg.escapeIdentifier(name)}`);
  });
}

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'rostra-control' });
  admin.on('error', () => {});
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
