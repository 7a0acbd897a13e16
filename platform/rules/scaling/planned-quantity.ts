import { webType } from '../formation.ts';
import { autoscaleDefaults } from './autoscale.ts';
import type { AutoscaleWish } from './autoscale.ts';
import { openWindows } from './calendar.ts';
import type { ScheduledChange, ScheduleWindow } from './schedule.ts';

/** From when on how many dynos are planned. */
export interface PlannedStep {
  readonly atMs: number;
  readonly quantity: number;
}

interface Planned {
  readonly type: string;
  /** What runs now. */
  readonly present: number;
  readonly schedules: readonly { readonly change: ScheduledChange; readonly window: ScheduleWindow }[];
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What schedules will make of a process type: one step each time its number changes. Of windows that overlap the larger number counts. */
export function plannedSteps({ type, present, schedules, fromMs, untilMs }: Planned): readonly PlannedStep[] {
  const windows = schedules.flatMap(({ change, window }) => {
    const wanted = quantityIn(change, type);
    return wanted === null ? [] : openWindows(window, { fromMs, untilMs }).map((open) => ({ ...open, ...wanted }));
  });
  const edges = [...new Set(windows.flatMap(({ startMs, endMs }) => [startMs, endMs]))].filter((at) => at > fromMs && at < untilMs);
  const steps: PlannedStep[] = [{ atMs: fromMs, quantity: present }];
  for (const atMs of edges.toSorted((a, b) => a - b)) {
    const open = windows.filter(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
    const ended = windows.filter(({ endMs }) => endMs === atMs).at(-1);
    const quantity = open.length > 0 ? Math.max(...open.map((each) => each.quantity)) : (ended?.after ?? present);
    if (quantity !== steps.at(-1)?.quantity) steps.push({ atMs, quantity });
  }
  return steps;
}

interface Wanted {
  readonly quantity: number;
  /** Null: what was there before. */
  readonly after: number | null;
}

/** Null: the schedule is none of this type. */
function quantityIn(change: ScheduledChange, type: string): Wanted | null {
  if (change.kind === 'addon') return null;
  const quantity = change.kind === 'scale' ? change.formation[type]?.quantity : leastOf(change.autoscale, type);
  return quantity === undefined ? null : { quantity, after: change.after?.[type]?.quantity ?? null };
}

const leastOf = ({ type = webType, min = autoscaleDefaults.min }: AutoscaleWish, wanted: string): number | undefined =>
  type === wanted ? min : undefined;
