import { numeric, numericOrNull } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface SleepRecord {
  readonly appId: number;
  /** Without a request for so long it falls asleep. */
  readonly afterMs: number;
  /** Its other process types too, not web alone. */
  readonly sleepsAll: boolean;
  /** Null: it is awake. */
  readonly asleepSinceMs: number | null;
}

const columns = 'app_id, after_ms, sleeps_all, asleep_since_ms from sleep';

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

  set({ appId, afterMs, sleepsAll }: Omit<SleepRecord, 'asleepSinceMs'>): void {
    const sql = `insert into sleep (app_id, after_ms, sleeps_all) values ($appId, $afterMs, $sleepsAll)
      on conflict (app_id) do update set after_ms = excluded.after_ms, sleeps_all = excluded.sleeps_all`;
    this.#db.run(sql, { appId, afterMs, sleepsAll: Number(sleepsAll) });
  }

  /** It never sleeps again. */
  unset(appId: number): void {
    this.#db.run('delete from sleep where app_id = $appId', { appId });
  }

  /** False when it was so already: of two that wake it one does. */
  setAsleep(appId: number, sinceMs: number | null): boolean {
    const sql = `update sleep set asleep_since_ms = $sinceMs where app_id = $appId and (asleep_since_ms is null) <> ($sinceMs is null)`;
    return this.#db.run(sql, { appId, sinceMs }) > 0;
  }
}

function sleepRecord(row: Row): SleepRecord {
  return {
    appId: numeric(row, 'app_id'),
    afterMs: numeric(row, 'after_ms'),
    sleepsAll: numeric(row, 'sleeps_all') === 1,
    asleepSinceMs: numericOrNull(row, 'asleep_since_ms'),
  };
}
