import { numeric, numericOrNull, text, type Row, type Sqlite } from './sqlite.ts';

export interface ErrorKeyRecord {
  readonly name: string;
  readonly key: string;
  readonly createdAtMs: number;
  /** Null: what comes with it is taken. */
  readonly offAtMs: number | null;
}

/** Keys of projects beside the ones that their apps have (ERR-01). */
export class ErrorKeys {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** The oldest first. */
  list(project: number): readonly ErrorKeyRecord[] {
    const sql = 'select name, key, created_at_ms, off_at_ms from keys where project = $project order by created_at_ms, name limit 1000';
    return this.#db.all(sql, { project }).map(keyRecord);
  }

  /** What the key is to the project; null: it is none of its. */
  standing(project: number, key: string): 'on' | 'off' | null {
    const row = this.#db.maybeOne('select off_at_ms from keys where project = $project and key = $key', { project, key });
    if (row === null) return null;
    return numericOrNull(row, 'off_at_ms') === null ? 'on' : 'off';
  }

  /** False: the project has one of that name. */
  add(project: number, { name, key }: Pick<ErrorKeyRecord, 'name' | 'key'>, nowMs: number): boolean {
    const sql = `insert into keys (project, name, key, created_at_ms) values ($project, $name, $key, $nowMs)
      on conflict do nothing returning name`;
    return this.#db.maybeOne(sql, { project, name, key, nowMs }) !== null;
  }

  /** A new key under the name; the one before goes on under another. */
  replace(project: number, { name, key, former }: { name: string; key: string; former: string }, nowMs: number): void {
    this.#db.transaction(() => {
      this.#db.run('update keys set name = $former where project = $project and name = $name', { project, name, former });
      this.add(project, { name, key }, nowMs);
    });
  }

  setOff(project: number, name: string, offAtMs: number | null): void {
    this.#db.run('update keys set off_at_ms = $offAtMs where project = $project and name = $name', { project, name, offAtMs });
  }
}

function keyRecord(row: Row): ErrorKeyRecord {
  return {
    name: text(row, 'name'),
    key: text(row, 'key'),
    createdAtMs: numeric(row, 'created_at_ms'),
    offAtMs: numericOrNull(row, 'off_at_ms'),
  };
}
