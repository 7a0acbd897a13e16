import type { Control } from '../control/control.ts';
import { nextWindows } from '../rules/scaling/calendar.ts';
import type { OpenWindow } from '../rules/scaling/calendar.ts';
import type { Schedule } from '../rules/scaling/scaling-resources.ts';
import { scheduleTitle, windowWords } from '../rules/scaling/schedule-words.ts';
import { webType } from '../rules/formation.ts';
import type { AppRecord } from '../store/apps.ts';
import type { HoldRecord, ScheduleRecord } from '../store/schedules.ts';
import { addonMeant } from './addon-meant.ts';
import { failureOf } from './hold-failures.ts';
import { openWindow } from './open-schedules.ts';

/** An app's schedules, each with its window that is open or comes next. */
export function shownSchedules(control: Control, app: AppRecord): readonly Schedule[] {
  const holds = [...control.store.schedules.holds('type'), ...control.store.schedules.holds('addon')].filter(
    ({ appId }) => appId === app.id,
  );
  return control.store.schedules.ofApp(app.id).map((record) => shownSchedule(control, record, holds));
}

function shownSchedule(control: Control, record: ScheduleRecord, holds: readonly HoldRecord<unknown>[]): Schedule {
  const { id, group, change, window, actor } = record;
  const open = openWindow(control, record);
  const next = open ?? nextWindows(window, control.clock.nowMs(), 1)[0] ?? null;
  const targets = targetsOf(control, record);
  const failure = targets.map((target) => failureOf({ appId: record.appId, target })).find((text) => text !== null) ?? null;
  const isOverridden = holds.some(({ target, hold }) => targets.includes(target) && hold.isOverridden);
  return {
    id,
    group,
    change,
    window,
    title: scheduleTitle(change),
    when: windowWords(window),
    state: stateOf({ open, next, failure, isOverridden }),
    failure,
    next: next === null ? null : { from: isoTime(next.startMs), until: isoTime(next.endMs) },
    actor,
  };
}

interface StateFacts {
  readonly open: OpenWindow | null;
  readonly next: OpenWindow | null;
  readonly failure: string | null;
  readonly isOverridden: boolean;
}

function stateOf({ open, next, failure, isOverridden }: StateFacts): Schedule['state'] {
  if (failure !== null) return 'failing';
  if (open !== null) return isOverridden ? 'overridden' : 'open';
  return next === null ? 'over' : 'waiting';
}

/** What holds stand under: process types, or an add-on. */
function targetsOf({ store }: Control, { id, appId, change }: ScheduleRecord): readonly string[] {
  if (change.kind === 'scale') return Object.keys(change.formation);
  if (change.kind === 'autoscale') return [change.autoscale.type ?? webType, `autoscaler ${id}`];
  return [addonMeant(store.addons.ofApp(appId), change.addon)?.name ?? change.addon];
}

const isoTime = (ms: number): string => new Date(ms).toISOString();
