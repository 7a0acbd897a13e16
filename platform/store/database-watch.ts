import pg from 'pg';
import type { DatabaseCounts } from '../rules/addon-readings.ts';
import type { StatementCounts } from '../rules/statements.ts';

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

  /**
   * Everything that databases have run for their own role since the server began, the costliest first, by database. Nothing where the server does not count:
   * it began before that was wanted, or has no library for it.
   */
  async statements(adminUrl: string, names: readonly string[]): Promise<ReadonlyMap<string, readonly StatementCounts[]>> {
    const client = await this.#connection(adminUrl);
    if (!(await this.#counts(client))) return new Map();
    const sql = `select d.datname name, s.queryid::text id, left(min(s.query), 500) text, sum(s.calls)::float8 calls,
        sum(s.total_exec_time)::float8 ms, sum(s.rows)::float8 rows
      from pg_stat_statements s join pg_database d on d.oid = s.dbid join pg_roles r on r.oid = s.userid and r.rolname = d.datname
      where d.datname = any($1) and s.queryid is not null
      group by d.datname, s.queryid order by sum(s.total_exec_time) desc limit 1000`;
    const { rows } = await client.query<StatementCounts & { name: string }>({ name: 'statement-watch', text: sql, values: [names] });
    const byName = Map.groupBy(rows, ({ name }) => name);
    return new Map([...byName].map(([name, own]) => [name, own.map(({ name: _name, ...counts }) => counts)]));
  }

  async #counts(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ loaded: string }>("select current_setting('shared_preload_libraries') loaded");
    if (rows[0]?.loaded.includes('pg_stat_statements') !== true) return false;
    await client.query('create extension if not exists pg_stat_statements');
    return true;
  }

  async close(): Promise<void> {
    const opened = this.#client?.opened;
    this.#client = null; // at once: whoever opens another one meanwhile keeps that
    const client = await opened?.catch(() => null);
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
