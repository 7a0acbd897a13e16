import type { Data } from './rows.ts';

/** A row of a game's table. */
export interface TableRow {
  /** Null until it is stored. */
  readonly id: number | null;
  readonly name: string;
  readonly sub: number;
  /** The participant's id; null when it belongs to a group or a round as a whole. */
  readonly participant: number | null;
  /** The group's id. */
  readonly group: number | null;
  readonly atMs: number;
  readonly data: Data;
}

/** The rows of the games' tables that one piece of work has in memory, in the order they were added, and what was changed of them. */
export class TableRows {
  readonly added = new Set<TableRow>();
  readonly patches = new Map<TableRow, Data>();
  readonly removed = new Set<TableRow>();
  readonly #rows = new Set<TableRow>();

  /** Takes in stored rows. */
  load(rows: readonly TableRow[]): void {
    for (const row of rows) this.#rows.add(row);
  }

  all(): TableRow[] {
    return [...this.#rows];
  }

  add(row: TableRow): void {
    this.#rows.add(row);
    this.added.add(row);
  }

  /** The change that a written value goes into. A new row is written whole. */
  patchOf(row: TableRow): Data {
    if (this.added.has(row)) return {};
    const patch = this.patches.get(row) ?? {};
    this.patches.set(row, patch);
    return patch;
  }

  remove(row: TableRow): void {
    if (!this.#rows.delete(row)) return;
    this.patches.delete(row);
    if (!this.added.delete(row)) this.removed.add(row);
  }
}
