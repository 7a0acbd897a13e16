import { eventKinds } from '../rules/resources.ts';
import type { AppEvent } from '../rules/resources.ts';
import { isoTime, text, textOrNull, numeric, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface NewEvent {
  readonly appId: number;
  readonly atMs: number;
  readonly kind: AppEvent['kind'];
  readonly text: string;
  readonly actor: string | null;
  readonly level?: AppEvent['level'];
  readonly code?: string;
  readonly dyno?: string;
}

/** The newest events of an app are kept, no more. */
const keptPerApp = 10_000;

/** What happened: marks on charts and lines of activity, written in the transaction of the change itself. */
export class Events {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  append(event: NewEvent): void {
    const sql = `insert into events (app_id, at_ms, kind, level, code, dyno, actor, text)
      values ($appId, $atMs, $kind, $level, $code, $dyno, $actor, $text)`;
    const { appId, atMs, kind, actor, level = 'info', code = null, dyno = null } = event;
    this.#db.run(sql, { appId, atMs, kind, actor, level, code, dyno, text: event.text });
  }

  /** Newest first. */
  list(appId: number, query: { readonly sinceMs: number; readonly limit: number }): readonly AppEvent[] {
    const sql = `select events.id, apps.name app, at_ms, kind, level, code, dyno, actor, text
      from events join apps on apps.id = app_id where app_id = $appId and at_ms >= $sinceMs order by events.id desc limit $limit`;
    return this.#db.all(sql, { appId, sinceMs: query.sinceMs, limit: query.limit }).map(appEvent);
  }

  prune(): void {
    const sql = `delete from events where id in (select id from
      (select id, row_number() over (partition by app_id order by id desc) place from events) where place > $keptPerApp)`;
    this.#db.run(sql, { keptPerApp });
  }
}

const levels = ['info', 'warning', 'critical'] as const;

function appEvent(row: Row): AppEvent {
  return {
    id: numeric(row, 'id'),
    at: isoTime(numeric(row, 'at_ms')),
    app: text(row, 'app'),
    kind: word(row, 'kind', eventKinds),
    level: word(row, 'level', levels),
    code: textOrNull(row, 'code'),
    dyno: textOrNull(row, 'dyno'),
    actor: textOrNull(row, 'actor'),
    text: text(row, 'text'),
  };
}
