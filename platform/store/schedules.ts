import type { Hold } from '../rules/scaling/hold.ts';
import type { ScheduledChange, ScheduleWindow } from '../rules/scaling/schedule.ts';
import { numeric, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface ScheduleRecord {
  readonly id: number;
  readonly appId: number;
  readonly appName: string;
  /** Of those that were made together, by the plan of an event; null: made alone. */
  readonly group: string | null;
  readonly change: ScheduledChange;
  readonly window: ScheduleWindow;
  readonly actor: string;
  readonly createdAtMs: number;
}

const holdKinds = ['type', 'addon'] as const;

/** A process type or an add-on that schedules hold. */
export interface HoldKey {
  readonly appId: number;
  readonly kind: (typeof holdKinds)[number];
  readonly target: string;
}

export interface HoldRecord<Value> extends HoldKey {
  readonly hold: Hold<Value>;
}

const columns = `schedules.id, app_id, apps.name app_name, group_name, change, calendar, actor, schedules.created_at_ms
  from schedules join apps on apps.id = app_id`;

/** What apps run at set times, and what is held at this moment. */
export class Schedules {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  all(): readonly ScheduleRecord[] {
    return this.#db.all(`select ${columns} where apps.is_leaving = 0 order by schedules.id limit 10000`, {}).map(scheduleRecord);
  }

  ofApp(appId: number): readonly ScheduleRecord[] {
    return this.#db.all(`select ${columns} where app_id = $appId order by schedules.id limit 1000`, { appId }).map(scheduleRecord);
  }

  add({ change, window, ...schedule }: Omit<ScheduleRecord, 'id' | 'appName'>): number {
    const sql = `insert into schedules (app_id, group_name, change, calendar, actor, created_at_ms)
      values ($appId, $group, $change, $window, $actor, $createdAtMs) returning id`;
    return numeric(this.#db.one(sql, { ...schedule, change: JSON.stringify(change), window: JSON.stringify(window) }), 'id');
  }

  /** False when the app has no such schedule. */
  remove(appId: number, id: number): boolean {
    return this.#db.run('delete from schedules where app_id = $appId and id = $id', { appId, id }) > 0;
  }

  /** All that were made together; how many. */
  removeGroup(appId: number, group: string): number {
    return this.#db.run('delete from schedules where app_id = $appId and group_name = $group', { appId, group });
  }

  /** Of all apps. `Value` is what was stored: dynos for a type, a plan's name for an add-on. */
  holds<Value>(kind: HoldKey['kind']): readonly HoldRecord<Value>[] {
    const sql = `select app_id, kind, target, hold, is_overridden from schedule_holds where kind = $kind order by app_id, target limit 10000`;
    return this.#db.all(sql, { kind }).map((row) => holdRecord<Value>(row));
  }

  hold<Value>({ appId, kind, target }: HoldKey, hold: Hold<Value>): void {
    const sql = `insert or replace into schedule_holds (app_id, kind, target, hold, is_overridden)
      values ($appId, $kind, $target, $hold, $isOverridden)`;
    const { isOverridden, ...rest } = hold;
    this.#db.run(sql, { appId, kind, target, hold: JSON.stringify(rest), isOverridden: Number(isOverridden) });
  }

  /** Somebody changed it by hand. */
  override({ appId, kind, target }: HoldKey): void {
    const sql = 'update schedule_holds set is_overridden = 1 where app_id = $appId and kind = $kind and target = $target';
    this.#db.run(sql, { appId, kind, target });
  }

  letGo({ appId, kind, target }: HoldKey): void {
    this.#db.run('delete from schedule_holds where app_id = $appId and kind = $kind and target = $target', { appId, kind, target });
  }
}

function scheduleRecord(row: Row): ScheduleRecord {
  const change: ScheduledChange = JSON.parse(text(row, 'change'));
  const window: ScheduleWindow = JSON.parse(text(row, 'calendar'));
  return {
    id: numeric(row, 'id'),
    appId: numeric(row, 'app_id'),
    appName: text(row, 'app_name'),
    group: textOrNull(row, 'group_name'),
    change,
    window,
    actor: text(row, 'actor'),
    createdAtMs: numeric(row, 'created_at_ms'),
  };
}

function holdRecord<Value>(row: Row): HoldRecord<Value> {
  const hold: Omit<Hold<Value>, 'isOverridden'> = JSON.parse(text(row, 'hold'));
  return {
    appId: numeric(row, 'app_id'),
    kind: word(row, 'kind', holdKinds),
    target: text(row, 'target'),
    hold: { ...hold, isOverridden: numeric(row, 'is_overridden') === 1 },
  };
}
