import { numeric, text } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface BackupScheduleRecord {
  readonly addonId: number;
  readonly isOn: boolean;
  readonly hour: number;
  readonly minute: number;
  readonly timezone: string;
  readonly dueMs: number;
  /** When a backup of it is next tried. */
  readonly drillDueMs: number;
}

const columns = 'addon_id, is_on, hour, minute, timezone, due_ms, drill_due_ms from backup_schedules';

/** When databases are backed up by themselves. */
export class BackupSchedules {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  all(): readonly BackupScheduleRecord[] {
    return this.#db.all(`select ${columns} order by addon_id limit 1000`, {}).map(scheduleRecord);
  }

  ofAddon(addonId: number): BackupScheduleRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where addon_id = $addonId`, { addonId });
    return row && scheduleRecord(row);
  }

  put(schedule: BackupScheduleRecord): void {
    const sql = `insert into backup_schedules (addon_id, is_on, hour, minute, timezone, due_ms, drill_due_ms)
      values ($addonId, $isOn, $hour, $minute, $timezone, $dueMs, $drillDueMs)
      on conflict (addon_id) do update set is_on = excluded.is_on, hour = excluded.hour, minute = excluded.minute,
        timezone = excluded.timezone, due_ms = excluded.due_ms, drill_due_ms = excluded.drill_due_ms`;
    this.#db.run(sql, { ...schedule, isOn: Number(schedule.isOn) });
  }
}

function scheduleRecord(row: Row): BackupScheduleRecord {
  return {
    addonId: numeric(row, 'addon_id'),
    isOn: numeric(row, 'is_on') === 1,
    hour: numeric(row, 'hour'),
    minute: numeric(row, 'minute'),
    timezone: text(row, 'timezone'),
    dueMs: numeric(row, 'due_ms'),
    drillDueMs: numeric(row, 'drill_due_ms'),
  };
}
