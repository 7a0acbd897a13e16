import type { Control } from '../control/control.ts';
import { bornAtMs } from '../rules/dyno-id.ts';
import { openWindows } from '../rules/scaling/calendar.ts';
import type { OpenWindow } from '../rules/scaling/calendar.ts';
import { afterMomentMs } from '../rules/scaling/moments.ts';
import { webType } from '../rules/formation.ts';
import type { ScheduleRecord } from '../store/schedules.ts';

/** A schedule with its window that is open now, the lead included. */
export interface OpenRecord {
  readonly schedule: Pick<ScheduleRecord, 'id' | 'appId' | 'appName' | 'change'>;
  readonly window: OpenWindow;
  /** What runs already is enough when it is more. */
  readonly isLeast?: true;
}

/** Of all apps: schedules, and moments that are near. */
export function openSchedules(control: Control): readonly OpenRecord[] {
  return [...byCalendar(control), ...byMoments(control)];
}

/** From boot time and two minutes before it to ten minutes after. Numbers below zero are moments. */
function byMoments(control: Control): readonly OpenRecord[] {
  const nowMs = control.clock.nowMs();
  return control.store.moments.all().flatMap(({ number, appId, appName, atMs, quantity }) => {
    const window = { startMs: atMs, endMs: atMs + afterMomentMs };
    if (nowMs < atMs - twoMinutesMs - bootMs(control, appName) || nowMs >= window.endMs) return [];
    const change = { kind: 'scale', formation: { [webType]: { quantity } }, after: null } as const;
    return [{ schedule: { id: -number, appId, appName, change }, window, isLeast: true }];
  });
}

function byCalendar(control: Control): readonly OpenRecord[] {
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

/** A calendar is looked at again after so long, or when a window opens or closes. */
const looks = new Map<number, Look>();
const lookMs = 60_000;

/** The window of a schedule that is open now; null: none is. */
export function openWindow(control: Control, schedule: ScheduleRecord): OpenWindow | null {
  const nowMs = control.clock.nowMs();
  const known = looks.get(schedule.id);
  if (known !== undefined && known.fromMs <= nowMs && nowMs < known.untilMs) return known.window;
  const lead = leadMs(control, schedule);
  const near = openWindows(schedule.window, { fromMs: nowMs, untilMs: nowMs + lead + lookMs });
  const window = near.find(({ startMs, endMs }) => startMs - lead <= nowMs && nowMs < endMs) ?? null;
  const next = near.find(({ startMs }) => startMs - lead > nowMs);
  const untilMs = Math.min(nowMs + lookMs, window?.endMs ?? Infinity, next === undefined ? Infinity : next.startMs - lead);
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
