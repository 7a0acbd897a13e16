/**
 * A list that travels column by column: Postgres writes a thousand values of one kind several times faster than as many short rows of mixed
 * ones. Each column has a value for every row; all are null where there are no rows.
 */
export type Columns<Row extends readonly unknown[]> = { readonly [Place in keyof Row]: readonly Row[Place][] | null };

/** The rows of such a list, in its order. */
export function rowsOf<Row extends readonly unknown[]>(columns: Columns<Row>): Row[] {
  const [first] = columns;
  const rows = (first ?? []).map((_value, row) => columns.map((column) => column?.[row]));
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- one value of each column, in the order of the columns, is a row
  return rows as unknown as Row[];
}
