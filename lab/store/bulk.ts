import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { Query } from '#kit/db/query.ts';
import type { Schema } from './schema.ts';

/**
 * Inserts any number of rows by one statement: they travel as one JSON value and Postgres gives each column its own type.
 * Text, because Kysely would write one placeholder a cell and so another statement for every number of rows.
 */
export function insertMany<Name extends keyof Schema>(
  table: Name,
  columns: readonly (keyof Schema[Name] & string)[],
): Query<{ readonly rows: readonly object[] }, unknown> {
  const names = columns.join(', ');
  return textQuery(
    `${table}.insertMany`,
    `insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    ({ rows }) => [JSON.stringify(rows)],
  );
}

const reserve = textQuery<{ table: keyof Schema; count: number }, { id: number }>(
  'ids.reserve',
  `select nextval(pg_get_serial_sequence($1, 'id'))::int as id from generate_series(1, $2::int)`,
  ({ table, count }) => [table, count],
);

/** Takes ids for rows that are about to be inserted, so that rows which name one another can travel together. */
export async function reserveIds(db: Queryable, table: keyof Schema, count: number): Promise<number[]> {
  return (await db.run(reserve, { table, count })).map((row) => row.id);
}
