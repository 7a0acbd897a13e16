import type { StatusPage } from '../rules/status-page.ts';
import { text } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';

/** Pages that say how an app stands; an app without one has none to show. */
export class StatusPages {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  of(appId: number): StatusPage | null {
    const row = this.#db.maybeOne(`select document from public_pages where app_id = $appId and kind = 'status'`, { appId });
    return row && JSON.parse(text(row, 'document'));
  }

  set(appId: number, page: StatusPage): void {
    const sql = `insert into public_pages (app_id, kind, document) values ($appId, 'status', $document)
      on conflict (app_id, kind) do update set document = excluded.document`;
    this.#db.run(sql, { appId, document: JSON.stringify(page) });
  }

  remove(appId: number): void {
    this.#db.run(`delete from public_pages where app_id = $appId and kind = 'status'`, { appId });
  }
}
