import type { TargetSettings } from '../rules/backups/targets.ts';
import { numeric, text, textOrNull } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface TargetRecord {
  readonly id: number;
  readonly name: string;
  readonly settings: TargetSettings;
  readonly createdAtMs: number;
  readonly actor: string;
}

export interface CopyRecord {
  readonly backupId: number;
  readonly targetId: number;
  /** Null: it is there. */
  readonly failure: string | null;
  readonly atMs: number;
}

/** Places outside the data folder that backups are copied to. */
export class BackupTargets {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  list(): readonly TargetRecord[] {
    return this.#db.all('select id, name, settings, created_at_ms, actor from backup_targets order by id limit 100', {}).map(targetRecord);
  }

  /** False when there is one of this name. */
  add({ settings, ...target }: Omit<TargetRecord, 'id'>): boolean {
    const sql = `insert into backup_targets (name, settings, created_at_ms, actor) values ($name, $settings, $createdAtMs, $actor)
      on conflict (name) do nothing`;
    return this.#db.run(sql, { ...target, settings: JSON.stringify(settings) }) > 0;
  }

  /** False when there was none. */
  remove(name: string): boolean {
    return this.#db.run('delete from backup_targets where name = $name', { name }) > 0;
  }

  noteCopy(copy: CopyRecord): void {
    const sql = `insert into backup_copies (backup_id, target_id, failure, at_ms) values ($backupId, $targetId, $failure, $atMs)
      on conflict (backup_id, target_id) do update set failure = excluded.failure, at_ms = excluded.at_ms`;
    this.#db.run(sql, { ...copy });
  }

  copiesOf(backupId: number): readonly CopyRecord[] {
    return this.#db
      .all('select backup_id, target_id, failure, at_ms from backup_copies where backup_id = $backupId limit 100', { backupId })
      .map(copyRecord);
  }

  /** Backups that are whole and not at the target, newest first. */
  missingAt(targetId: number, sinceMs: number): readonly number[] {
    const sql = `select id from backups where state = 'done' and reason <> 'upload' and started_at_ms >= $sinceMs and not exists
      (select 1 from backup_copies where backup_id = backups.id and target_id = $targetId and failure is null) order by id desc limit 100`;
    return this.#db.all(sql, { targetId, sinceMs }).map((row) => numeric(row, 'id'));
  }
}

function targetRecord(row: Row): TargetRecord {
  const settings: TargetSettings = JSON.parse(text(row, 'settings'));
  return {
    id: numeric(row, 'id'),
    name: text(row, 'name'),
    settings,
    createdAtMs: numeric(row, 'created_at_ms'),
    actor: text(row, 'actor'),
  };
}

const copyRecord = (row: Row): CopyRecord => ({
  backupId: numeric(row, 'backup_id'),
  targetId: numeric(row, 'target_id'),
  failure: textOrNull(row, 'failure'),
  atMs: numeric(row, 'at_ms'),
});
