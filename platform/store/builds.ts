import type { Build } from '../rules/resources.ts';
import { text, textOrNull, numeric, numericOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface BuildRecord {
  readonly id: string;
  readonly appId: number;
  readonly status: Build['status'];
  readonly release: number | null;
  readonly actor: string;
  readonly failure: string | null;
  readonly createdAtMs: number;
  /** What was built is this commit of a repository. */
  readonly commit: string | null;
}

const columns = 'id, app_id, status, release, actor, failure, created_at_ms, source_commit from builds';

/** Builds, each from its accepted upload to its release's outcome. */
export class Builds {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  find(id: string): BuildRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where id = $id`, { id });
    return row && buildRecord(row);
  }

  /** Those that a killed control left in the middle. */
  unfinished(status: 'building' | 'releasing'): readonly BuildRecord[] {
    return this.#db.all(`select ${columns} where status = $status order by created_at_ms limit 100`, { status }).map(buildRecord);
  }

  /** The build whose release is on its way. */
  waitingFor(appId: number, release: number): BuildRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where app_id = $appId and release = $release and status = 'releasing'`, {
      appId,
      release,
    });
    return row && buildRecord(row);
  }

  create(build: Pick<BuildRecord, 'id' | 'appId' | 'actor' | 'createdAtMs' | 'commit'>): void {
    const sql = `insert into builds (id, app_id, status, actor, created_at_ms, source_commit)
      values ($id, $appId, 'building', $actor, $createdAtMs, $commit)`;
    this.#db.run(sql, { ...build });
  }

  setReleasing(id: string, release: number): void {
    this.#db.run(`update builds set status = 'releasing', release = $release where id = $id`, { id, release });
  }

  fail(id: string, failure: string): void {
    this.#db.run(`update builds set status = 'failed', failure = $failure where id = $id`, { id, failure });
  }

  /** Another release with the same slug goes on in place of this one. */
  moveToRelease(appId: number, release: { readonly from: number; readonly to: number }): void {
    const sql = `update builds set release = $to where app_id = $appId and release = $from and status = 'releasing'`;
    this.#db.run(sql, { appId, ...release });
  }

  /** The release has come to its end, and with it the build that made it, if one did. */
  finishOfRelease(appId: number, release: number, failure: string | null): void {
    const sql = `update builds set status = $status, failure = $failure
      where app_id = $appId and release = $release and status = 'releasing'`;
    this.#db.run(sql, { appId, release, failure, status: failure === null ? 'succeeded' : 'failed' });
  }
}

const statuses = ['building', 'releasing', 'succeeded', 'failed'] as const;

function buildRecord(row: Row): BuildRecord {
  return {
    id: text(row, 'id'),
    appId: numeric(row, 'app_id'),
    status: word(row, 'status', statuses),
    release: numericOrNull(row, 'release'),
    actor: text(row, 'actor'),
    failure: textOrNull(row, 'failure'),
    createdAtMs: numeric(row, 'created_at_ms'),
    commit: textOrNull(row, 'source_commit'),
  };
}
