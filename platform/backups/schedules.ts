import type { ScheduleRequest } from '../control/backup-verbs.ts';
import type { Control } from '../control/control.ts';
import type { BackupSchedule } from '../rules/backups/backup-resources.ts';
import { dailyTimeText, readDailyTime } from '../rules/backups/daily-time.ts';
import { isTimezone, nextDueMs } from '../schedule/next-due.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';
import type { BackupScheduleRecord } from '../store/backup-schedules.ts';
import { databaseOf } from './database-of.ts';
import { wrongBackupSchedule } from './errors.ts';

const usual = { hour: 4, minute: 0, timezone: 'UTC' } as const;
const weekMs = 7 * 24 * 3600 * 1000;

/** Every database has one, unless somebody has turned it off. */
export function scheduleOf(control: Control, addon: AddonRecord): BackupScheduleRecord {
  const { store, clock } = control;
  const known = store.backupSchedules.ofAddon(addon.id);
  if (known !== null) return known;
  const nowMs = clock.nowMs();
  const fresh = { ...usual, addonId: addon.id, isOn: true, dueMs: nextBackupMs(usual, nowMs), drillDueMs: nowMs + weekMs };
  store.backupSchedules.put(fresh);
  return fresh;
}

/** In its time zone, over changes of clocks. */
export function nextBackupMs(
  { hour, minute, timezone }: Pick<BackupScheduleRecord, 'hour' | 'minute' | 'timezone'>,
  afterMs: number,
): number {
  return nextDueMs({ schedule: `${minute} ${hour} * * *`, timezone, createdAtMs: 0 }, afterMs) ?? Number.MAX_SAFE_INTEGER;
}

export const nextDrillMs = (nowMs: number): number => nowMs + weekMs;

export function shownSchedules(control: Control, app: AppRecord): readonly BackupSchedule[] {
  const databases = control.store.addons.ofApp(app.id).filter(({ service, state }) => service === 'postgres' && state === 'available');
  return databases.map((addon) => shown(addon, scheduleOf(control, addon)));
}

function shown(addon: AddonRecord, { isOn, hour, minute, timezone, dueMs }: BackupScheduleRecord): BackupSchedule {
  const nextAt = isOn ? new Date(dueMs).toISOString() : null;
  return { database: addon.name, isOn, at: dailyTimeText({ hour, minute }), timezone, nextAt };
}

export function setSchedule(control: Control, app: AppRecord, { database, at, timezone }: ScheduleRequest): BackupSchedule {
  const addon = databaseOf(control, app, database);
  const known = scheduleOf(control, addon);
  const time = at === null ? known : readDailyTime(at);
  if (time === null) throw wrongBackupSchedule(`“${at}” is no time of the day.`);
  if (!isTimezone(timezone)) throw wrongBackupSchedule(`There is no time zone “${timezone}”.`);
  const { hour, minute } = time;
  const dueMs = nextBackupMs({ hour, minute, timezone }, control.clock.nowMs());
  const schedule = { ...known, isOn: at !== null, hour, minute, timezone, dueMs };
  control.store.backupSchedules.put(schedule);
  return shown(addon, schedule);
}
