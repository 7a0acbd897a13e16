import type { PasteColumn } from './subjects.ts';

/** A line of a pasted table, read by what its columns hold. */
export class Line {
  readonly #row: readonly string[];
  readonly #columns: readonly (PasteColumn | null)[];
  /** As a spreadsheet counts: from 1, the heading with it. */
  readonly number: number;

  constructor(row: readonly string[], columns: readonly (PasteColumn | null)[], number: number) {
    this.#row = row;
    this.#columns = columns;
    this.number = number;
  }

  /** The cell of a column; empty when there is none. */
  first(column: PasteColumn): string {
    return this.all(column)[0] ?? '';
  }

  /** Every cell that holds this and is not empty. */
  all(column: PasteColumn): string[] {
    return this.#row.filter((cell, index) => this.#columns[index] === column && cell !== '');
  }
}
