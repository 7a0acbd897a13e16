import type { Selectable } from 'kysely';
import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { Query } from '#kit/db/query.ts';
import type { Schema } from './schema.ts';

type Table = keyof Schema;
type ColumnOf<Name extends Table> = keyof Selectable<Schema[Name]> & string;
type Rows<Name extends Table, Column extends ColumnOf<Name>> = { readonly rows: readonly Pick<Selectable<Schema[Name]>, Column>[] };

/** What becomes of a row whose key is there already: the statement fails, or the old row stays. */
type OnConflict = 'fail' | 'keep';

/**
 * Inserts any number of rows by one statement: they travel as one JSON value and Postgres gives each column its own type.
 * Text, because Kysely would write one placeholder a cell and so another statement for every number of rows.
 */
export function insertMany<Name extends Table, Column extends ColumnOf<Name>>(
  table: Name,
  columns: readonly Column[],
  onConflict: OnConflict = 'fail',
): Query<Rows<Name, Column>, unknown> {
  const names = columns.join(', ');
  const ending = onConflict === 'keep' ? ' on conflict do nothing' : '';
  return textQuery(
    `${table}.insertMany`,
    `insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb)${ending}`,
    ({ rows }) => [JSON.stringify(rows)],
  );
}

const reserve = textQuery<{ table: Table; count: number }, { id: number }>(
  'ids.reserve',
  `select nextval(pg_get_serial_sequence($1, 'id'))::int as id from generate_series(1, $2::int)`,
  ({ table, count }) => [table, count],
);

/** Takes ids for rows that are about to be inserted, so that rows which name one another can travel together. */
export async function reserveIds<Name extends Table>(db: Queryable, table: Name, count: number): Promise<IdOf<Name>[]> {
  if (count === 0) return [];
  const rows = await db.run(reserve, { table, count });
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the numbers come from that very table's own sequence
  return rows.map((row) => row.id as IdOf<Name>);
}

type IdOf<Name extends Table> = Selectable<Schema[Name]> extends { readonly id: infer Id } ? Id : never;

interface Update<Name extends Table, Column extends ColumnOf<Name>> {
  readonly id: number;
  readonly row: Pick<Selectable<Schema[Name]>, Column>;
}

/** Changes some columns of one row, by its id; gives the id when the row is there. Whose row it is, the caller has made sure. */
export function updateOne<Name extends Table, Column extends ColumnOf<Name>>(
  table: Name,
  columns: readonly Column[],
): Query<Update<Name, Column>, { id: number }> {
  const names = columns.join(', ');
  return textQuery(
    `${table}.updateOne`,
    `update ${table} set (${names}) = (select ${names} from jsonb_populate_record(null::${table}, $1::jsonb)) where id = $2 returning id`,
    ({ id, row }) => [JSON.stringify(row), id],
  );
}

/** Deletes one row by its id; what hangs on it goes too, or stands in the way. */
export function deleteOne(table: Table): Query<{ readonly id: number }, { id: number }> {
  return textQuery(`${table}.deleteOne`, `delete from ${table} where id = $1 returning id`, ({ id }) => [id]);
}

/** Two columns of which the first names an owner: from now on the owner has exactly these. */
export function replaceMany(
  table: Table,
  owner: string,
  member: string,
): Query<{ readonly id: number; readonly members: readonly number[] }, unknown> {
  return textQuery(
    `${table}.replaceMany`,
    `with gone as (delete from ${table} where ${owner} = $1 and ${member} <> all($2::int[]))
     insert into ${table} (${owner}, ${member}) select $1, given.id from unnest($2::int[]) as given(id) on conflict do nothing`,
    ({ id, members }) => [id, members],
  );
}
