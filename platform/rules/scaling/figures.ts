import type { ScalingView } from './autoscale.ts';

/** The numbers that a decision was taken by, as they are kept with it. */
export interface ScalingFigures {
  readonly requests: number;
  /** Milliseconds; null without requests. */
  readonly p95: number | null;
  readonly queueP95: number | null;
  /** Mean slots in use, and how many there are. */
  readonly busySlots: number;
  readonly slots: number;
  readonly up: number;
}

export function scalingFigures({ traffic, slots, up, quantity }: ScalingView): ScalingFigures {
  const { requests, p95, queueP95, busySlots } = traffic;
  return { requests, p95, queueP95, busySlots: Math.round(busySlots * 100) / 100, slots: quantity * slots, up };
}
