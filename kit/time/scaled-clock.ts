import type { Clock } from './clock.ts';

/** A clock for trials: from `startMs` on it runs `speed` times as fast as the machine's. */
export interface ClockScale {
  /** What it showed when the machine's clock showed `anchorMs`. */
  readonly startMs: number;
  readonly anchorMs: number;
  readonly speed: number;
}

const form = /^(?:(?<start>\S+Z)@(?<anchor>\S+Z) )?x(?<speed>\d+(?:\.\d+)?)$/;

/**
 * `x20` runs twenty times as fast from the machine's midnight of 1970 on; `2026-03-28T08:00:00Z@2026-11-26T09:00:00Z x600` showed the first
 * time at the second. Every process that reads the same text shows the same time. Null: it is no such text.
 */
export function clockScale(text: string): ClockScale | null {
  const { start, anchor, speed } = form.exec(text)?.groups ?? {};
  const scale = {
    startMs: start === undefined ? 0 : Date.parse(start),
    anchorMs: anchor === undefined ? 0 : Date.parse(anchor),
    speed: Number(speed),
  };
  return Number.isFinite(scale.startMs) && Number.isFinite(scale.anchorMs) && scale.speed > 0 ? scale : null;
}

/** The time by the scale, on top of another clock. */
export function scaledClock({ startMs, anchorMs, speed }: ClockScale, machine: Clock): Clock {
  return { nowMs: () => Math.round(startMs + (machine.nowMs() - anchorMs) * speed) };
}
