import type { ErrorProject } from './project.ts';

/** How many events a project may report beside its rate a minute (ERR-08). */
export interface Quota {
  readonly perHour: number;
  /** From midnight to midnight, UTC. */
  readonly perDay: number;
}

/** Ten times what is usual in an hour is a spike: it would use up the day; and ten minutes at the full rate are none. */
const spikeFactor = 10;
const minutesOfSpike = 10;
/** Four hours at the full rate are a day's. */
const minutesOfDay = 240;

/** Null: the plan has no limits. `hours`: how many came in each hour of the last week in which any came. */
export function quotaOf({ eventsPerMinute }: Pick<ErrorProject, 'eventsPerMinute'>, hours: readonly number[]): Quota | null {
  if (eventsPerMinute === null) return null;
  const usual = median(hours) * spikeFactor;
  return { perHour: Math.max(usual, eventsPerMinute * minutesOfSpike), perDay: eventsPerMinute * minutesOfDay };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
