import type { Suspect } from '../rules/cache-canary.ts';
import type { CacheSection } from '../rules/cache-manifest.ts';
import { isoTime, numeric, text, textOrNull } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

/** One set of rules that somebody has put in force. */
export interface CacheRulesVersion {
  readonly version: number;
  readonly at: string;
  readonly actor: string;
  /** As it was written; null: from then on those of the release. */
  readonly section: CacheSection | null;
}

/** Rules of apps' page caches. An app without any has those of its release. */
export class CacheRules {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** The newest, which is in force; null: nobody has set any. */
  newest(appId: number): CacheRulesVersion | null {
    const row = this.#db.maybeOne(
      'select version, at_ms, actor, section from cache_rules where app_id = $appId order by version desc limit 1',
      { appId },
    );
    return row && versionIn(row);
  }

  /** Newest first. */
  history(appId: number): readonly CacheRulesVersion[] {
    return this.#db
      .all('select version, at_ms, actor, section from cache_rules where app_id = $appId order by version desc limit 50', { appId })
      .map(versionIn);
  }

  find(appId: number, version: number): CacheRulesVersion | null {
    const row = this.#db.maybeOne('select version, at_ms, actor, section from cache_rules where app_id = $appId and version = $version', {
      appId,
      version,
    });
    return row && versionIn(row);
  }

  /** From here on these are in force, and nothing of the ones before is suspected any more. Gives the version. */
  activate(appId: number, { section, actor, atMs }: { section: CacheSection | null; actor: string; atMs: number }): number {
    const version = (this.newest(appId)?.version ?? 0) + 1;
    const written = section === null ? null : JSON.stringify(section);
    const sql = 'insert into cache_rules (app_id, version, at_ms, actor, section) values ($appId, $version, $atMs, $actor, $written)';
    this.#db.run(sql, { appId, version, atMs, actor, written });
    this.#db.run('delete from cache_suspects where app_id = $appId', { appId });
    return version;
  }

  suspects(appId: number): readonly Suspect[] {
    const rows = this.#db.all('select rule, page from cache_suspects where app_id = $appId order by rule limit 200', { appId });
    return rows.map((row) => ({ rule: text(row, 'rule'), page: text(row, 'page') }));
  }

  suspect(appId: number, { rule, page }: Suspect, atMs: number): void {
    const sql = `insert into cache_suspects (app_id, rule, page, at_ms) values ($appId, $rule, $page, $atMs) on conflict do nothing`;
    this.#db.run(sql, { appId, rule, page, atMs });
  }
}

function versionIn(row: Row): CacheRulesVersion {
  const section = textOrNull(row, 'section');
  return {
    version: numeric(row, 'version'),
    at: isoTime(numeric(row, 'at_ms')),
    actor: text(row, 'actor'),
    section: section === null ? null : JSON.parse(section),
  };
}
