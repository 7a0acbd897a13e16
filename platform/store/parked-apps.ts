import { numeric, text } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface ParkedRecord {
  readonly appId: number;
  readonly appName: string;
  readonly sinceMs: number;
  readonly backups: readonly number[];
  readonly actor: string;
}

const columns = `app_id, name, since_ms, backups, actor from parked_apps join apps on apps.id = app_id where is_leaving = 0`;

/** Apps that are turned off with their add-ons. */
export class ParkedApps {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  all(): readonly ParkedRecord[] {
    return this.#db.all(`select ${columns} order by name limit 1000`, {}).map(parkedRecord);
  }

  ofApp(appId: number): ParkedRecord | null {
    const row = this.#db.maybeOne(`select ${columns} and app_id = $appId`, { appId });
    return row && parkedRecord(row);
  }

  /** False when it is parked already. */
  park({ backups, ...parked }: Omit<ParkedRecord, 'appName'>): boolean {
    const sql = `insert into parked_apps (app_id, since_ms, backups, actor) values ($appId, $sinceMs, $backups, $actor) on conflict do nothing`;
    return this.#db.run(sql, { ...parked, backups: JSON.stringify(backups) }) > 0;
  }

  /** False when it was not. */
  unpark(appId: number): boolean {
    return this.#db.run('delete from parked_apps where app_id = $appId', { appId }) > 0;
  }
}

function parkedRecord(row: Row): ParkedRecord {
  const backups: readonly number[] = JSON.parse(text(row, 'backups'));
  return {
    appId: numeric(row, 'app_id'),
    appName: text(row, 'name'),
    sinceMs: numeric(row, 'since_ms'),
    backups,
    actor: text(row, 'actor'),
  };
}
