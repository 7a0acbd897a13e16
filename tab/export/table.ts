import type { CsvCell } from '#kit/files/csv.ts';

/** A table of the export: one CSV file. */
export interface ExportTable {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}
