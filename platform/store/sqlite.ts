import { closeSync, openSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { invariant } from '#kit/errors/invariant.ts';

export type Row = Readonly<Record<string, SQLOutputValue>>;

type Values = Readonly<Record<string, SQLInputValue>>;

/** How much a power failure may take: nothing of what was acknowledged (`full`), or the last moments (`normal`). */
export type Durability = 'full' | 'normal';

/**
 * One SQLite file with one writer, this process. Statements are prepared once and kept; calls are synchronous, so whatever
 * stands between two awaits is alone with the file.
 */
export class Sqlite {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  constructor(path: string, durability: Durability) {
    closeSync(openSync(path, 'a', 0o600)); // its -wal and -shm files get the same mode
    this.#database = new DatabaseSync(path);
    this.#database.exec(`pragma journal_mode = wal; pragma synchronous = ${durability}; pragma busy_timeout = 5000`);
    this.#database.exec('pragma foreign_keys = on');
  }

  /** Runs each step that this file has not seen yet, in order, each in a transaction. Steps are only ever added. */
  migrate(steps: readonly string[]): void {
    const done = numeric(this.one('pragma user_version', {}), 'user_version');
    for (const [index, sql] of steps.entries()) {
      if (index < done) continue;
      this.transaction(() => this.#database.exec(`${sql}; pragma user_version = ${index + 1}`));
    }
  }

  all(sql: string, values: Values): readonly Row[] {
    return this.#prepared(sql).all(values);
  }

  maybeOne(sql: string, values: Values): Row | null {
    return this.#prepared(sql).get(values) ?? null;
  }

  one(sql: string, values: Values): Row {
    const row = this.maybeOne(sql, values);
    invariant(row !== null, `a row for ${sql}`);
    return row;
  }

  /** Returns how many rows it changed. */
  run(sql: string, values: Values): number {
    return Number(this.#prepared(sql).run(values).changes);
  }

  /** Inserts one row into a table with a numbered key; answers its number. */
  insert(sql: string, values: Values): number {
    return Number(this.#prepared(sql).run(values).lastInsertRowid);
  }

  /** All or nothing. Inside another transaction it is part of that one. */
  transaction<Result>(work: () => Result): Result {
    if (this.#depth > 0) return work();
    this.#database.exec('begin immediate');
    this.#depth += 1;
    try {
      const result = work();
      this.#database.exec('commit');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  /** A copy of the file as it is at one moment, while it is used. */
  async copyTo(path: string): Promise<void> {
    await backup(this.#database, path);
  }

  close(): void {
    this.#database.close();
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

export function text(row: Row, column: string): string {
  const value = row[column];
  invariant(typeof value === 'string', `${column} is text`);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

/** A number; epoch milliseconds fit. */
export function numeric(row: Row, column: string): number {
  const value = row[column];
  invariant(typeof value === 'number', `${column} is a number`);
  return value;
}

export function numericOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : numeric(row, column);
}

/** One of the words a check constraint of the table allows. */
export function word<Word extends string>(row: Row, column: string, words: readonly Word[]): Word {
  const found = words.find((candidate) => candidate === row[column]);
  invariant(found !== undefined, `${column} is one of ${words.join(', ')}`);
  return found;
}

/** A flat JSON object of strings. */
export function textMap(row: Row, column: string): Record<string, string> {
  const parsed: unknown = JSON.parse(text(row, column));
  invariant(typeof parsed === 'object' && parsed !== null, `${column} is a JSON object`);
  return Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, String(value)]));
}

export const isoTime = (ms: number): string => new Date(ms).toISOString();
