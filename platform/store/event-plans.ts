import type { Stretch } from '../rules/costs/placement.ts';
import type { ScheduledFormation } from '../rules/scaling/schedule.ts';
import { numeric, text } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface EventPlanRecord {
  readonly id: number;
  readonly appId: number;
  readonly appName: string;
  readonly name: string;
  /** In the form of a file. */
  readonly plan: unknown;
  readonly startDate: string;
  readonly timezone: string;
  readonly windows: EventWindows;
}

export interface EventWindows {
  /** When the event itself is on. */
  readonly live: readonly Stretch[];
  /** What ran when the plan was put into the calendar. */
  readonly base: ScheduledFormation;
}

const columns = `event_plans.id, app_id, apps.name app_name, event_plans.name, plan, start_date, timezone, windows
  from event_plans join apps on apps.id = app_id`;

/** Plans of events that are in the calendar. Their schedules are a group of the same name. */
export class EventPlans {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  all(): readonly EventPlanRecord[] {
    return this.#db.all(`select ${columns} where apps.is_leaving = 0 order by event_plans.id limit 1000`, {}).map(eventPlanRecord);
  }

  ofApp(appId: number): readonly EventPlanRecord[] {
    return this.#db.all(`select ${columns} where app_id = $appId order by event_plans.id limit 1000`, { appId }).map(eventPlanRecord);
  }

  /** False when the app has one of this name. */
  add({ plan, windows, ...event }: Omit<EventPlanRecord, 'id' | 'appName'> & { readonly actor: string; readonly nowS: number }): boolean {
    const sql = `insert into event_plans (app_id, name, plan, start_date, timezone, windows, actor, created_s)
      values ($appId, $name, $plan, $startDate, $timezone, $windows, $actor, $nowS) on conflict (app_id, name) do nothing`;
    return this.#db.run(sql, { ...event, plan: JSON.stringify(plan), windows: JSON.stringify(windows) }) > 0;
  }

  /** False when there is none. */
  remove(appId: number, name: string): boolean {
    return this.#db.run('delete from event_plans where app_id = $appId and name = $name', { appId, name }) > 0;
  }
}

function eventPlanRecord(row: Row): EventPlanRecord {
  const windows: EventWindows = JSON.parse(text(row, 'windows'));
  return {
    id: numeric(row, 'id'),
    appId: numeric(row, 'app_id'),
    appName: text(row, 'app_name'),
    name: text(row, 'name'),
    plan: JSON.parse(text(row, 'plan')),
    startDate: text(row, 'start_date'),
    timezone: text(row, 'timezone'),
    windows,
  };
}
