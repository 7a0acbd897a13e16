import { numeric, numericOrNull, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface RestoreRecord {
  readonly id: number;
  readonly app: string;
  readonly database: string;
  readonly backup: number;
  readonly state: 'filling' | 'switching' | 'done' | 'failed';
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly rows: number | null;
  readonly failure: string | null;
  /** The backup of what was there before. */
  readonly safety: number | null;
  /** The name that the database from before has now. */
  readonly former: string | null;
  readonly formerUntilMs: number | null;
  readonly actor: string;
}

export type NewRestore = Pick<RestoreRecord, 'app' | 'database' | 'backup' | 'startedAtMs' | 'actor'>;

const columns = `id, app, database, backup, state, started_at_ms, ended_at_ms, row_count, failure, safety, former, former_until_ms, actor
  from restores`;

/** Databases that took the place of others. */
export class Restores {
  readonly #db: Sqlite;
  /** Databases that are just being emptied: only as long as this process does it. */
  readonly #held = new Set<string>();

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** Newest first. */
  ofApp(app: string): readonly RestoreRecord[] {
    return this.#db.all(`select ${columns} where app = $app order by id desc limit 100`, { app }).map(restoreRecord);
  }

  find(id: number): RestoreRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where id = $id`, { id });
    return row && restoreRecord(row);
  }

  underWay(): readonly RestoreRecord[] {
    const sql = `select ${columns} where state in ('filling', 'switching') order by id limit 100`;
    return this.#db.all(sql, {}).map(restoreRecord);
  }

  /** Former databases whose time is over. */
  overdue(nowMs: number): readonly RestoreRecord[] {
    const sql = `select ${columns} where former is not null and former_until_ms <= $nowMs order by id limit 100`;
    return this.#db.all(sql, { nowMs }).map(restoreRecord);
  }

  /** Whether the app's database, or that of its primary, is just being exchanged or emptied, so that nothing of it may run. */
  holds(appId: number): boolean {
    const sql = `select 1 from addons left join attachments on addon_id = addons.id
      where (addons.name in (select database from restores where state = 'switching') or addons.name in (select value from json_each($held)))
        and (addons.app_id = $appId or attachments.app_id = $appId
          or addons.app_id in (select primary_id from mirrors where mirrors.app_id = $appId)) limit 1`;
    return this.#db.maybeOne(sql, { appId, held: JSON.stringify([...this.#held]) }) !== null;
  }

  hold(database: string): void {
    this.#held.add(database);
  }

  letGo(database: string): void {
    this.#held.delete(database);
  }

  /** Null when one is under way for this database: the index decides. */
  begin(restore: NewRestore): number | null {
    const sql = `insert into restores (app, database, backup, state, started_at_ms, actor)
      values ($app, $database, $backup, 'filling', $startedAtMs, $actor) on conflict do nothing returning id`;
    const row = this.#db.maybeOne(sql, { ...restore });
    return row && numeric(row, 'id');
  }

  setSafety(id: number, safety: number): void {
    this.#db.run('update restores set safety = $safety where id = $id', { id, safety });
  }

  /** From here the app is held. `former` is the name that its database is about to get. */
  setSwitching(id: number, former: string): void {
    this.#db.run("update restores set state = 'switching', former = $former where id = $id", { id, former });
  }

  end(done: { readonly id: number; readonly endedAtMs: number; readonly rows: number | null; readonly formerUntilMs: number }): void {
    const sql = `update restores set state = 'done', ended_at_ms = $endedAtMs, row_count = $rows, former_until_ms = $formerUntilMs where id = $id`;
    this.#db.run(sql, { ...done });
  }

  fail(id: number, { failure, endedAtMs }: { readonly failure: string; readonly endedAtMs: number }): void {
    const sql = "update restores set state = 'failed', failure = $failure, ended_at_ms = $endedAtMs, former = null where id = $id";
    this.#db.run(sql, { id, failure, endedAtMs });
  }

  forgetFormer(id: number): void {
    this.#db.run('update restores set former = null where id = $id', { id });
  }
}

const states = ['filling', 'switching', 'done', 'failed'] as const;

function restoreRecord(row: Row): RestoreRecord {
  return {
    id: numeric(row, 'id'),
    app: text(row, 'app'),
    database: text(row, 'database'),
    backup: numeric(row, 'backup'),
    state: word(row, 'state', states),
    startedAtMs: numeric(row, 'started_at_ms'),
    endedAtMs: numericOrNull(row, 'ended_at_ms'),
    rows: numericOrNull(row, 'row_count'),
    failure: textOrNull(row, 'failure'),
    safety: numericOrNull(row, 'safety'),
    former: textOrNull(row, 'former'),
    formerUntilMs: numericOrNull(row, 'former_until_ms'),
    actor: text(row, 'actor'),
  };
}
