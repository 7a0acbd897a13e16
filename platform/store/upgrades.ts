import { holdingStates, upgradeStates } from '../rules/upgrade.ts';
import type { SavedDatabase, UpgradeState } from '../rules/upgrade.ts';
import { numeric, numericOrNull, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface UpgradeRecord {
  readonly id: number;
  readonly appId: number;
  readonly build: string;
  readonly ref: string | null;
  readonly rehearses: boolean;
  readonly state: UpgradeState;
  readonly before: number;
  readonly backups: readonly SavedDatabase[];
  readonly failure: string | null;
  readonly isUndone: boolean;
  readonly actor: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
}

export type NewUpgrade = Pick<UpgradeRecord, 'appId' | 'build' | 'ref' | 'rehearses' | 'before' | 'actor' | 'startedAtMs'>;

const columns = `id, app_id, build, ref, rehearses, state, before_version, backups, failure, is_undone, actor, started_at_ms, ended_at_ms
  from upgrades`;

/** Guests on their way to another version. An app has one that is not over. */
export class Upgrades {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** Newest first. */
  ofApp(appId: number): readonly UpgradeRecord[] {
    return this.#db.all(`select ${columns} where app_id = $appId order by id desc limit 100`, { appId }).map(upgradeRecord);
  }

  find(id: number): UpgradeRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where id = $id`, { id });
    return row && upgradeRecord(row);
  }

  ofBuild(build: string): UpgradeRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where build = $build`, { build });
    return row && upgradeRecord(row);
  }

  underWay(): readonly UpgradeRecord[] {
    return this.#db.all(`select ${columns} where ended_at_ms is null order by id limit 100`, {}).map(upgradeRecord);
  }

  openOf(appId: number): UpgradeRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where app_id = $appId and ended_at_ms is null`, { appId });
    return row && upgradeRecord(row);
  }

  /** Whether visitors of the app wait until it is over, those of a mirror with those of its primary. */
  holds(appId: number): boolean {
    const sql = `select 1 from upgrades where ended_at_ms is null and state in (select value from json_each($states))
      and (app_id = $appId or app_id in (select primary_id from mirrors where mirrors.app_id = $appId)) limit 1`;
    return this.#db.maybeOne(sql, { appId, states: JSON.stringify(holdingStates) }) !== null;
  }

  /** Null when one is under way for this app: the index decides. */
  begin(upgrade: NewUpgrade): number | null {
    const sql = `insert into upgrades (app_id, build, ref, rehearses, state, before_version, actor, started_at_ms)
      values ($appId, $build, $ref, $rehearses, 'building', $before, $actor, $startedAtMs) on conflict do nothing returning id`;
    const row = this.#db.maybeOne(sql, { ...upgrade, rehearses: Number(upgrade.rehearses) });
    return row && numeric(row, 'id');
  }

  setState(id: number, state: Exclude<UpgradeState, 'done' | 'failed'>): void {
    this.#db.run('update upgrades set state = $state where id = $id and ended_at_ms is null', { id, state });
  }

  setBackups(id: number, backups: readonly SavedDatabase[]): void {
    this.#db.run('update upgrades set backups = $backups where id = $id', { id, backups: JSON.stringify(backups) });
  }

  setUndoing(id: number, failure: string): void {
    this.#db.run(`update upgrades set state = 'undoing', failure = $failure where id = $id and ended_at_ms is null`, { id, failure });
  }

  /** One that is done goes back after all. */
  reopen(id: number, reason: string): void {
    const sql = "update upgrades set state = 'undoing', failure = $reason, ended_at_ms = null where id = $id and state = 'done'";
    this.#db.run(sql, { id, reason });
  }

  end(id: number, end: { readonly endedAtMs: number; readonly failure: string | null; readonly isUndone: boolean }): void {
    const sql = `update upgrades set state = $state, failure = $failure, is_undone = $isUndone, ended_at_ms = $endedAtMs
      where id = $id and ended_at_ms is null`;
    this.#db.run(sql, { id, ...end, isUndone: Number(end.isUndone), state: end.failure === null ? 'done' : 'failed' });
  }
}

function upgradeRecord(row: Row): UpgradeRecord {
  const backups: readonly SavedDatabase[] = JSON.parse(text(row, 'backups'));
  return {
    id: numeric(row, 'id'),
    appId: numeric(row, 'app_id'),
    build: text(row, 'build'),
    ref: textOrNull(row, 'ref'),
    rehearses: numeric(row, 'rehearses') === 1,
    state: word(row, 'state', upgradeStates),
    before: numeric(row, 'before_version'),
    backups,
    failure: textOrNull(row, 'failure'),
    isUndone: numeric(row, 'is_undone') === 1,
    actor: text(row, 'actor'),
    startedAtMs: numeric(row, 'started_at_ms'),
    endedAtMs: numericOrNull(row, 'ended_at_ms'),
  };
}
