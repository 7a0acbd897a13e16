import { numeric, numericOrNull } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface SleepRecord {
  readonly appId: number;
  /** Without a request for so long it falls asleep. */
  readonly afterMs: number;
  /** Its other process types too, not web alone. */
  readonly sleepsAll: boolean;
  /** Who opens it while it wakes sees a page that says so. */
  readonly showsPage: boolean;
  readonly awakeSinceMs: number;
  /** Null: it is awake. */
  readonly asleepSinceMs: number | null;
}

const columns = 'app_id, after_ms, sleeps_all, shows_page, awake_since_ms, asleep_since_ms from sleep';

/** Apps that sleep while nobody asks for them. */
export class Sleeps {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  all(): readonly SleepRecord[] {
    return this.#db.all(`select ${columns} order by app_id limit 1000`, {}).map(sleepRecord);
  }

  ofApp(appId: number): SleepRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where app_id = $appId`, { appId });
    return row && sleepRecord(row);
  }

  set({
    appId,
    afterMs,
    sleepsAll,
    showsPage,
    awakeSinceMs = 0,
  }: Omit<SleepRecord, 'asleepSinceMs' | 'awakeSinceMs'> & { readonly awakeSinceMs?: number }): void {
    const sql = `insert into sleep (app_id, after_ms, sleeps_all, shows_page, awake_since_ms) values ($appId, $afterMs, $sleepsAll, $showsPage, $awakeSinceMs)
      on conflict (app_id) do update set after_ms = excluded.after_ms, sleeps_all = excluded.sleeps_all,
        shows_page = excluded.shows_page`;
    this.#db.run(sql, { appId, afterMs, sleepsAll: Number(sleepsAll), showsPage: Number(showsPage), awakeSinceMs });
  }

  /** It never sleeps again. */
  unset(appId: number): void {
    this.#db.run('delete from sleep where app_id = $appId', { appId });
  }

  /** False when it was so already: of two that wake it one does. */
  setAsleep(appId: number, sinceMs: number | null, atMs = 0): boolean {
    const sql = `update sleep set asleep_since_ms = $sinceMs, awake_since_ms = iif($sinceMs is null, $atMs, awake_since_ms)
      where app_id = $appId and (asleep_since_ms is null) <> ($sinceMs is null)`;
    return this.#db.run(sql, { appId, sinceMs, atMs }) > 0;
  }
}

function sleepRecord(row: Row): SleepRecord {
  return {
    appId: numeric(row, 'app_id'),
    afterMs: numeric(row, 'after_ms'),
    sleepsAll: numeric(row, 'sleeps_all') === 1,
    showsPage: numeric(row, 'shows_page') === 1,
    awakeSinceMs: numeric(row, 'awake_since_ms'),
    asleepSinceMs: numericOrNull(row, 'asleep_since_ms'),
  };
}
