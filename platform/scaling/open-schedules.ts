import type { Control } from '../control/control.ts';
import { bornAtMs } from '../rules/dyno-id.ts';
import { windowAt } from '../rules/scaling/calendar.ts';
import type { OpenWindow } from '../rules/scaling/calendar.ts';
import type { ScheduleRecord } from '../store/schedules.ts';

/** A schedule with its window that is open now, the lead included. */
export interface OpenRecord {
  readonly schedule: ScheduleRecord;
  readonly window: OpenWindow;
}

/** Of all apps. */
export function openSchedules(control: Control): readonly OpenRecord[] {
  return control.store.schedules.all().flatMap((schedule) => {
    const window = openWindow(control, schedule);
    return window === null ? [] : [{ schedule, window }];
  });
}

interface Look {
  readonly window: OpenWindow | null;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A calendar is looked at again after so long, or when a window closes. */
const looks = new Map<number, Look>();
const lookMs = 10_000;

export function openWindow(control: Control, schedule: ScheduleRecord): OpenWindow | null {
  const nowMs = control.clock.nowMs();
  const known = looks.get(schedule.id);
  if (known !== undefined && known.fromMs <= nowMs && nowMs < known.untilMs) return known.window;
  const window = windowAt(schedule.window, nowMs, leadMs(control, schedule));
  const speed = control.config.clock?.speed ?? 1;
  const untilMs = Math.min(window?.endMs ?? Infinity, nowMs + (speed === 1 && window !== null ? lookMs : 0));
  looks.set(schedule.id, { window, fromMs: nowMs, untilMs });
  return window;
}

const twoMinutesMs = 120_000;
const usualBootMs = 15_000;

/** What has to happen before the window's beginning: dynos boot. */
function leadMs(control: Control, { appName, window }: ScheduleRecord): number {
  return window.leadSeconds === undefined ? twoMinutesMs + bootMs(control, appName) : window.leadSeconds * 1000;
}

/** Of the app's dyno that took longest; where the platform's calendar is not the machine's, what is usual. */
function bootMs({ board, config }: Control, app: string): number {
  if (config.clock !== null) return usualBootMs;
  const boots = board
    .all()
    .filter((dyno) => dyno.app === app && dyno.kind === 'formation' && dyno.state === 'up' && dyno.restarts === 0)
    .map((dyno) => dyno.stateSinceMs - bornAtMs(dyno.id));
  return Math.min(Math.max(usualBootMs, ...boots), config.dynoBootLimitMs);
}
