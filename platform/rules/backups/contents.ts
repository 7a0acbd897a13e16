import type { TableContents } from './backup-resources.ts';

/** What is wrong with what came back, in a sentence; null when every table has the rows and the checksum that it had. */
export function contentsFault(expected: readonly TableContents[], found: readonly TableContents[]): string | null {
  const present = new Map(found.map((contents) => [contents.table, contents]));
  for (const { table, rows, checksum } of expected) {
    const came = present.get(table);
    if (came === undefined) return `${table} is missing: it had ${rows} rows.`;
    if (came.rows !== rows) return `${table} has ${came.rows} rows instead of ${rows}.`;
    if (came.checksum !== checksum) return `${table} has ${rows} rows, as it should, but not the same ones.`;
  }
  return null;
}

export const rowsIn = (tables: readonly TableContents[]): number => tables.reduce((sum, { rows }) => sum + rows, 0);

/** What came back, in words. `isCompared`: the backup says what was in it. */
export function drillWords(tables: readonly TableContents[], isCompared: boolean): string {
  const rows = rowsIn(tables);
  const isOne = tables.length === 1;
  const back = isCompared ? `came back as ${isOne ? 'it was' : 'they were'}` : 'came back';
  return `${tables.length} table${isOne ? '' : 's'} with ${rows.toLocaleString('en')} row${rows === 1 ? '' : 's'} ${back}`;
}
