import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

/** What the database says about itself and about us. */
export interface DatabaseFacts {
  readonly version: string;
  readonly nowMs: number;
  /** Processes of the lab that listen for news. */
  readonly processes: number;
  /** How long the timer that is most overdue has waited; 0 when none is. */
  readonly lateMs: number;
  readonly isEncrypted: boolean;
  readonly migrations: number;
  readonly sizeBytes: number;
}

// Text: the server's own views.
const factsQuery = textQuery<object, DatabaseFacts>(
  'serverCheck.facts',
  `select current_setting('server_version') as version, (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs",
     (select count(*)::int from pg_stat_activity where datname = current_database() and query ilike 'listen %') as processes,
     (select coalesce(max(extract(epoch from clock_timestamp() - fire_at)) * 1000, 0)::float8 from lab_timer where fire_at < clock_timestamp()) as "lateMs",
     coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as "isEncrypted",
     (select count(*)::int from lab_migrations) as migrations, pg_database_size(current_database())::float8 as "sizeBytes"`,
  () => [],
);

export function databaseFacts(db: Queryable): Promise<DatabaseFacts> {
  return db.one(factsQuery, {});
}
