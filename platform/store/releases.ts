import { plainManifest, type Manifest } from '../rules/manifest.ts';
import type { ConfigVars, Release } from '../rules/resources.ts';
import { text, textMap, textOrNull, numeric, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface ReleaseRecord {
  readonly appId: number;
  readonly version: number;
  readonly status: Release['status'];
  readonly slugId: string | null;
  /** Process type → command, from the slug. Empty without one. */
  readonly processes: Readonly<Record<string, string>>;
  /** What the slug says of itself. */
  readonly manifest: Manifest;
  readonly slugBytes: number;
  /** The config vars as they were when the release was made. */
  readonly config: ConfigVars;
  readonly configSetId: number;
  /** Dynos of this version and later run on: releases since were made without a restart. */
  readonly runsSince: number;
  readonly phase: ReleasePhase;
  /** The dyno that runs the release phase: recorded before it starts, so that it never runs twice. */
  readonly phaseDyno: string | null;
  readonly reason: string;
  readonly actor: string;
  readonly failure: string | null;
  readonly createdAtMs: number;
}

/** Where the `release:` command of the Procfile stands. */
export type ReleasePhase = 'none' | 'wanted' | 'running' | 'done';

export interface NewRelease {
  readonly appId: number;
  readonly status: Release['status'];
  readonly slugId: string | null;
  readonly configSetId: number;
  /** null: its own version, so every dyno is replaced. */
  readonly runsSince: number | null;
  readonly phase: ReleasePhase;
  readonly reason: string;
  readonly actor: string;
  readonly nowMs: number;
}

const columns = `app_id, version, status, slug_id, coalesce(processes, '{}') processes, coalesce(size_bytes, 0) size_bytes, manifest, vars,
  releases.config_set_id, runs_since, phase, phase_dyno, reason, actor, failure, releases.created_at_ms
  from releases join config_sets on config_sets.id = releases.config_set_id left join slugs on slugs.id = slug_id`;

/** Releases and slugs. Append-only but for a release's outcome. */
export class Releases {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** Newest first. */
  list(appId: number): readonly ReleaseRecord[] {
    return this.#db.all(`select ${columns} where app_id = $appId order by version desc limit 500`, { appId }).map(releaseRecord);
  }

  find(appId: number, version: number): ReleaseRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where app_id = $appId and version = $version`, { appId, version });
    return row && releaseRecord(row);
  }

  /** Whether code was released and failed. */
  hasFailedDeploy(appId: number): boolean {
    const sql = `select 1 from releases where app_id = $appId and status = 'failed' and slug_id is not null limit 1`;
    return this.#db.maybeOne(sql, { appId }) !== null;
  }

  /** The version it got: one more than the newest. */
  append(release: NewRelease): number {
    const sql = `insert into releases (app_id, version, status, slug_id, config_set_id, runs_since, phase, reason, actor, created_at_ms)
      select $appId, next, $status, $slugId, $configSetId, coalesce($runsSince, next), $phase, $reason, $actor, $nowMs
      from (select coalesce(max(version), 0) + 1 next from releases where app_id = $appId) returning version`;
    return numeric(this.#db.one(sql, { ...release }), 'version');
  }

  succeed(appId: number, version: number): void {
    this.#db.run(`update releases set status = 'succeeded' where app_id = $appId and version = $version`, { appId, version });
  }

  fail(appId: number, version: number, failure: string): void {
    const sql = `update releases set status = 'failed', failure = $failure where app_id = $appId and version = $version`;
    this.#db.run(sql, { appId, version, failure });
  }

  setPhase(release: Pick<ReleaseRecord, 'appId' | 'version'>, phase: ReleasePhase, phaseDyno: string | null): void {
    const sql = 'update releases set phase = $phase, phase_dyno = $phaseDyno where app_id = $appId and version = $version';
    this.#db.run(sql, { appId: release.appId, version: release.version, phase, phaseDyno });
  }

  addSlug(slug: NewSlug): void {
    const sql = `insert into slugs (id, processes, manifest, size_bytes, built_on, created_at_ms)
      values ($id, $processes, $manifest, $sizeBytes, $builtOn, $nowMs) on conflict (id) do nothing`;
    this.#db.run(sql, { ...slug, processes: JSON.stringify(slug.processes), manifest: JSON.stringify(slug.manifest) });
  }

  /** Slugs no release names any more, and those of releases that are not worth keeping. */
  forgetSlugs(keep: readonly string[]): readonly string[] {
    return this.#db.transaction(() => {
      const listed = JSON.stringify(keep);
      const sql = 'select id from slugs where id not in (select value from json_each($listed)) limit 1000';
      const gone = this.#db.all(sql, { listed }).map((row) => text(row, 'id'));
      for (const id of gone) {
        this.#db.run('update releases set slug_id = null where slug_id = $id', { id });
        this.#db.run('delete from slugs where id = $id', { id });
      }
      return gone;
    });
  }
}

export interface NewSlug {
  /** sha256 of the tree. */
  readonly id: string;
  readonly processes: Readonly<Record<string, string>>;
  readonly manifest: Manifest;
  readonly sizeBytes: number;
  /** What built it and with what: `Node 26.10.0`. */
  readonly builtOn: string;
  readonly nowMs: number;
}

const statuses = ['pending', 'succeeded', 'failed'] as const;
const phases = ['none', 'wanted', 'running', 'done'] as const;

function releaseRecord(row: Row): ReleaseRecord {
  return {
    appId: numeric(row, 'app_id'),
    version: numeric(row, 'version'),
    status: word(row, 'status', statuses),
    slugId: textOrNull(row, 'slug_id'),
    processes: textMap(row, 'processes'),
    manifest: manifestOf(row),
    slugBytes: numeric(row, 'size_bytes'),
    config: textMap(row, 'vars'),
    configSetId: numeric(row, 'config_set_id'),
    runsSince: numeric(row, 'runs_since'),
    phase: word(row, 'phase', phases),
    phaseDyno: textOrNull(row, 'phase_dyno'),
    reason: text(row, 'reason'),
    actor: text(row, 'actor'),
    failure: textOrNull(row, 'failure'),
    createdAtMs: numeric(row, 'created_at_ms'),
  };
}

/** As `addSlug` wrote it; a release without a slug says nothing. */
function manifestOf(row: Row): Manifest {
  const stored = textOrNull(row, 'manifest');
  const manifest: Manifest = stored === null ? plainManifest : JSON.parse(stored);
  return manifest;
}
