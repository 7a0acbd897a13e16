import type { ConfigRef } from '../rules/config-refs.ts';
import { text } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

const columns = `users.name app, key, sources.name source, source_key
  from config_refs join apps users on users.id = app_id and users.is_leaving = 0 join apps sources on sources.id = source_app_id`;

/** Config vars that take their value from another app's. */
export class ConfigRefs {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  all(): readonly ConfigRef[] {
    return this.#db.all(`select ${columns} order by app, key limit 10000`, {}).map(refOf);
  }

  /** What this app takes from others. */
  ofApp(appId: number): readonly ConfigRef[] {
    return this.#db.all(`select ${columns} where app_id = $appId order by key limit 1000`, { appId }).map(refOf);
  }

  /** Who takes from this app. */
  followersOf(appId: number): readonly ConfigRef[] {
    return this.#db.all(`select ${columns} where source_app_id = $appId order by app, key limit 1000`, { appId }).map(refOf);
  }

  attach(app: { readonly id: number; readonly key: string }, source: { readonly id: number; readonly key: string }): void {
    const sql = `insert into config_refs (app_id, key, source_app_id, source_key) values ($appId, $key, $sourceId, $sourceKey)
      on conflict (app_id, key) do update set source_app_id = $sourceId, source_key = $sourceKey`;
    this.#db.run(sql, { appId: app.id, key: app.key, sourceId: source.id, sourceKey: source.key });
  }

  /** False when there was none. */
  detach(appId: number, key: string): boolean {
    return this.#db.run('delete from config_refs where app_id = $appId and key = $key', { appId, key }) === 1;
  }
}

const refOf = (row: Row): ConfigRef => ({
  app: text(row, 'app'),
  key: text(row, 'key'),
  source: text(row, 'source'),
  sourceKey: text(row, 'source_key'),
});
