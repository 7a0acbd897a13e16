import type { Control } from '../control/control.ts';
import type { AddonRecord } from '../store/addons.ts';
import { isInEvent, nextEventMs } from './in-event.ts';

export const backupsEveryMs = 10_000;
const dayMs = 86_400_000;
const quarterMs = 15 * 60_000;
const houseEveryMs = 3_600_000;
/** In an event every quarter of an hour, as long as a dump takes a moment only. */
const mostBytesInEvent = 200_000_000;

const lastHouse = new WeakMap<Control, number>();

/** What is due by the calendar: daily backups, those of an event, a try of the newest, and what has had its time. */
export async function watchBackups(control: Control): Promise<void> {
  const { store, clock } = control;
  const nowMs = clock.nowMs();
  const parked = new Set(store.parked.all().map(({ appId }) => appId));
  const databases = store.addons
    .list()
    .filter((addon) => addon.service === 'postgres' && addon.state === 'available' && !parked.has(addon.appId));
  for (const addon of databases) await keepUp(control, addon, nowMs);
  if (nowMs - (lastHouse.get(control) ?? 0) < houseEveryMs) return;
  lastHouse.set(control, nowMs);
  if (databases.length > 0) {
    const { tellWorry } = await import('./worry.ts');
    for (const addon of databases) tellWorry(control, addon);
    if (store.backupTargets.list().length > 0) await (await import('./copies.ts')).copyMissing(control);
  }
  if (store.backups.databases().length > 0 || store.binned.all().length > 0) await (await import('./keep.ts')).dropOverdue(control);
}

async function keepUp(control: Control, addon: AddonRecord, nowMs: number): Promise<void> {
  const { scheduleOf, nextBackupMs, nextDrillMs } = await import('./schedules.ts');
  const schedule = scheduleOf(control, addon);
  if (!schedule.isOn) return;
  if (schedule.dueMs <= nowMs) {
    control.store.backupSchedules.put({ ...schedule, dueMs: nextBackupMs(schedule, nowMs) }); // used up before anything begins
    await taken(control, addon, 'schedule');
  } else if (isDueInEvent(control, addon, nowMs)) await taken(control, addon, 'event');
  if (schedule.drillDueMs <= nowMs || isDrillDueBeforeEvent(control, addon, nowMs)) {
    const present = scheduleOf(control, addon);
    control.store.backupSchedules.put({ ...present, drillDueMs: nextDrillMs(nowMs) });
    await tried(control, addon);
  }
}

/** From half an hour before an event of the app to half an hour after it (ALR-40). */
function isDueInEvent(control: Control, { appId, name }: AddonRecord, nowMs: number): boolean {
  if (!isInEvent(control, appId)) return false;
  const [newest] = control.store.backups.ofDatabase(name);
  return newest === undefined || (newest.startedAtMs + quarterMs <= nowMs && (newest.bytes ?? 0) < mostBytesInEvent);
}

/** On the day before an event the newest is tried, if that was not done on this very day (STA-07). */
function isDrillDueBeforeEvent(control: Control, { appId, name }: AddonRecord, nowMs: number): boolean {
  const beginsMs = nextEventMs(control, appId);
  if (beginsMs === null || beginsMs - nowMs > dayMs) return false;
  const done = control.store.backups.ofDatabase(name).filter(({ state }) => state === 'done');
  return done.length > 0 && !done.some(({ drill }) => drill !== null && drill.atMs >= beginsMs - dayMs);
}

/** One that failed stands in the list and among the app's events. */
async function taken(control: Control, addon: AddonRecord, reason: 'schedule' | 'event'): Promise<void> {
  const { capture } = await import('./capture.ts');
  await capture(control, addon, { reason, actor: 'rostra' }).catch(() => {});
}

async function tried(control: Control, addon: AddonRecord): Promise<void> {
  const newest = control.store.backups.ofDatabase(addon.name).find(({ state }) => state === 'done');
  if (newest === undefined) return;
  const { drill } = await import('./drill.ts');
  await drill(control, addon, newest);
}
