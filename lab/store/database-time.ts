import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

// Text: of Postgres itself.
const activeQuery = textQuery<object, { ms: number }>(
  'databaseTime.active',
  'select active_time as ms from pg_stat_database where datname = current_database()',
  () => [],
);

/** For how many milliseconds all statements of this database have run, together. */
export async function databaseTimeMs(db: Queryable): Promise<number> {
  return (await db.one(activeQuery, {})).ms;
}
