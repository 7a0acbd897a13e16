import pg from 'pg';

const withinMs = 5_000;

/** The newest migration that Django has done in the database at this address: `tab.0002_venue`. Null: none, or nobody answers. */
export async function migrationsHeadAt(address: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: withinMs, statement_timeout: withinMs });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ head: string }>("select app || '.' || name head from django_migrations order by id desc limit 1");
    return rows[0]?.head ?? null;
  } catch {
    return null; // no Django, or no such database
  } finally {
    await client.end().catch(() => {});
  }
}
