import type { ProjectPage } from '../rules/project-page.ts';
import { numeric, text } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';

/** Pages that say what an app is; an app without one has none to show. */
export class ProjectPages {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  of(appId: number): ProjectPage | null {
    const row = this.#db.maybeOne(`select document from public_pages where app_id = $appId and kind = 'project'`, { appId });
    return row && JSON.parse(text(row, 'document'));
  }

  /** Apps that have one. */
  apps(): readonly number[] {
    const sql = `select app_id from public_pages where kind = 'project' order by app_id limit 1000`;
    return this.#db.all(sql, {}).map((row) => numeric(row, 'app_id'));
  }

  set(appId: number, page: ProjectPage): void {
    const sql = `insert into public_pages (app_id, kind, document) values ($appId, 'project', $document)
      on conflict (app_id, kind) do update set document = excluded.document`;
    this.#db.run(sql, { appId, document: JSON.stringify(page) });
  }

  remove(appId: number): void {
    this.#db.run(`delete from public_pages where app_id = $appId and kind = 'project'`, { appId });
  }
}
