import pg from 'pg';
import type { DatabaseCounts } from '../rules/addon-readings.ts';

/** Looks at all databases of one server over one connection, which it keeps. */
export class DatabaseWatch {
  #client: { readonly url: string; readonly opened: Promise<pg.Client> } | null = null;

  /** By the database's name, which is its role's too. Rejects while the server is away. */
  async read(adminUrl: string, names: readonly string[]): Promise<ReadonlyMap<string, DatabaseCounts>> {
    const sql = `select d.datname name,
        count(*) filter (where a.state = 'active')::int active,
        count(*) filter (where a.state = 'idle')::int idle,
        count(*) filter (where a.state like 'idle in transaction%')::int "idleInTransaction",
        count(*) filter (where a.wait_event_type = 'Lock')::int "lockWaits",
        coalesce(max(extract(epoch from clock_timestamp() - a.query_start)) filter (where a.state = 'active'), 0)::float8 "longestSeconds",
        d.blks_hit::float8 hits, d.blks_read::float8 reads, (d.xact_commit + d.xact_rollback)::float8 transactions,
        d.deadlocks::float8 deadlocks, d.temp_bytes::float8 "tempBytes", pg_database_size(d.datid)::float8 bytes
      from pg_stat_database d left join pg_stat_activity a on a.datid = d.datid and a.usename = d.datname
      where d.datname = any($1)
      group by d.datid, d.datname, d.blks_hit, d.blks_read, d.xact_commit, d.xact_rollback, d.deadlocks, d.temp_bytes
      limit 1000`;
    const client = await this.#connection(adminUrl);
    const { rows } = await client.query<DatabaseCounts & { name: string }>({ name: 'database-watch', text: sql, values: [names] });
    return new Map(rows.map(({ name, ...counts }) => [name, counts]));
  }

  async close(): Promise<void> {
    const client = await this.#client?.opened.catch(() => null);
    this.#client = null;
    await client?.end().catch(() => {});
  }

  #connection(url: string): Promise<pg.Client> {
    if (this.#client?.url === url) return this.#client.opened;
    void this.close();
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      application_name: 'rostra-metrics',
    });
    const lose = (): void => void (this.#client?.opened === opened && (this.#client = null));
    client.on('error', lose).on('end', lose);
    const opened = client.connect().then(() => client);
    opened.catch(lose);
    this.#client = { url, opened };
    return opened;
  }
}
