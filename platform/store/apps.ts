import type { RollOutMode } from '../rules/formation.ts';
import type { ConfigVars } from '../rules/resources.ts';
import { text, textMap, numeric, numericOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface AppRecord {
  readonly id: number;
  readonly name: string;
  readonly createdAtMs: number;
  /** Being destroyed: nobody sees it any more, the reconciler takes it apart. */
  readonly isLeaving: boolean;
  readonly maintenance: boolean;
  /** The present config vars: what the next release starts with. */
  readonly config: ConfigVars;
  readonly configSetId: number;
  /** Version of the release that serves. */
  readonly serving: number | null;
  /** Version of the release that is being started beside it. */
  readonly rollOut: number | null;
  readonly rollOutMode: RollOutMode;
}

const columns = `apps.id, name, created_at_ms, is_leaving, maintenance, config_set_id, vars, serving, roll_out, roll_out_mode
  from apps join config_sets on config_sets.id = apps.config_set_id`;

/** Apps and what they serve. */
export class Apps {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** All that are not leaving, by name. */
  list(): readonly AppRecord[] {
    return this.#db.all(`select ${columns} where is_leaving = 0 order by name limit 1000`, {}).map(appRecord);
  }

  leaving(): readonly AppRecord[] {
    return this.#db.all(`select ${columns} where is_leaving = 1 order by name limit 1000`, {}).map(appRecord);
  }

  byName(name: string): AppRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where name = $name and is_leaving = 0`, { name });
    return row && appRecord(row);
  }

  /** False when the name is taken, also by an app that is still leaving. */
  create(name: string, nowMs: number): boolean {
    return this.#db.transaction(() => {
      if (this.#db.maybeOne('select id from apps where name = $name', { name }) !== null) return false;
      const configSetId = this.#insertConfig({});
      this.#db.run('insert into apps (name, created_at_ms, config_set_id) values ($name, $nowMs, $configSetId)', {
        name,
        nowMs,
        configSetId,
      });
      return true;
    });
  }

  /** Makes these the present config vars; the id of the new set. */
  setConfig(appId: number, config: ConfigVars): number {
    const configSetId = this.#insertConfig(config);
    this.#db.run('update apps set config_set_id = $configSetId where id = $appId', { appId, configSetId });
    return configSetId;
  }

  setMaintenance(appId: number, on: boolean): void {
    this.#db.run('update apps set maintenance = $on where id = $appId', { appId, on: Number(on) });
  }

  setRollOut(appId: number, version: number | null, mode: RollOutMode): void {
    this.#db.run('update apps set roll_out = $version, roll_out_mode = $mode where id = $appId', { appId, version, mode });
  }

  setServing(appId: number, version: number): void {
    this.#db.run('update apps set serving = $version, roll_out = null where id = $appId', { appId, version });
  }

  setLeaving(appId: number): void {
    this.#db.run('update apps set is_leaving = 1, serving = null, roll_out = null where id = $appId', { appId });
  }

  delete(appId: number): void {
    this.#db.run('delete from apps where id = $appId', { appId });
  }

  #insertConfig(config: ConfigVars): number {
    const sql = 'insert into config_sets (vars) values ($vars) returning id';
    return numeric(this.#db.one(sql, { vars: JSON.stringify(config) }), 'id');
  }
}

const modes = ['preboot', 'rolling'] as const;

function appRecord(row: Row): AppRecord {
  return {
    id: numeric(row, 'id'),
    name: text(row, 'name'),
    createdAtMs: numeric(row, 'created_at_ms'),
    isLeaving: numeric(row, 'is_leaving') === 1,
    maintenance: numeric(row, 'maintenance') === 1,
    config: textMap(row, 'vars'),
    configSetId: numeric(row, 'config_set_id'),
    serving: numericOrNull(row, 'serving'),
    rollOut: numericOrNull(row, 'roll_out'),
    rollOutMode: word(row, 'roll_out_mode', modes),
  };
}
