import { numeric, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface LogDrainRecord {
  readonly id: number;
  readonly appId: number;
  readonly appName: string;
  readonly url: string;
  readonly token: string;
  /** Null: lines of both. */
  readonly source: 'app' | 'rostra' | null;
  readonly processType: string | null;
  readonly herokuNames: boolean;
  /** It may lead into a private network. */
  readonly allowsPrivate: boolean;
  /** The line up to which everything was sent. */
  readonly sentId: number;
}

const columns = `log_drains.id, app_id, apps.name app_name, url, token, source, process_type, heroku_names, allows_private, sent_id
  from log_drains join apps on apps.id = app_id`;

/** Where log lines of apps are sent. */
export class LogDrainRecords {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  list(): readonly LogDrainRecord[] {
    return this.#db.all(`select ${columns} where apps.is_leaving = 0 order by log_drains.id limit 1000`, {}).map(drainRecord);
  }

  ofApp(appId: number): readonly LogDrainRecord[] {
    return this.list().filter((drain) => drain.appId === appId);
  }

  /** Null when the app has this one already. */
  add(drain: Omit<LogDrainRecord, 'id' | 'appName'>, nowMs: number): number | null {
    const sql = `insert into log_drains (app_id, url, token, source, process_type, heroku_names, allows_private, sent_id, created_at_ms)
      values ($appId, $url, $token, $source, $processType, $herokuNames, $allowsPrivate, $sentId, $nowMs)
      on conflict (app_id, url) do nothing returning id`;
    const flags = { herokuNames: Number(drain.herokuNames), allowsPrivate: Number(drain.allowsPrivate) };
    const row = this.#db.maybeOne(sql, { ...drain, ...flags, nowMs });
    return row && numeric(row, 'id');
  }

  /** False when the app has no such drain. */
  remove(appId: number, id: number): boolean {
    return this.#db.run('delete from log_drains where app_id = $appId and id = $id', { appId, id }) > 0;
  }

  setSent(id: number, sentId: number): void {
    this.#db.run('update log_drains set sent_id = $sentId where id = $id', { id, sentId });
  }

  /** Ids of apps whose dynos' load and memory are written into their logs. */
  measuredApps(): ReadonlySet<string> {
    return new Set(this.#db.all('select name from apps where runtime_metrics = 1 limit 1000', {}).map((row) => text(row, 'name')));
  }

  setMeasured(appId: number, isOn: boolean): void {
    this.#db.run('update apps set runtime_metrics = $on where id = $appId', { appId, on: Number(isOn) });
  }
}

function drainRecord(row: Row): LogDrainRecord {
  const source = textOrNull(row, 'source');
  return {
    id: numeric(row, 'id'),
    appId: numeric(row, 'app_id'),
    appName: text(row, 'app_name'),
    url: text(row, 'url'),
    token: text(row, 'token'),
    source: source === null ? null : word(row, 'source', ['app', 'rostra'] as const),
    processType: textOrNull(row, 'process_type'),
    herokuNames: numeric(row, 'heroku_names') === 1,
    allowsPrivate: numeric(row, 'allows_private') === 1,
    sentId: numeric(row, 'sent_id'),
  };
}
