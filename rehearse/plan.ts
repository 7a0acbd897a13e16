import type { Random } from '#kit/math/random.ts';

/** One of a crowd: when they come, in milliseconds after the start, and the chance that is theirs alone. */
export interface Arrival {
  readonly number: number;
  readonly afterMs: number;
  /** Seeds this person's answers and pauses. */
  readonly seed: string;
}

/** `people` arrivals, evenly random over `overMs`, the earliest first. */
export function arrivals(crowd: { readonly people: number; readonly overMs: number; readonly seed: string }, random: Random): Arrival[] {
  return Array.from({ length: crowd.people }, () => Math.round(random.next() * crowd.overMs))
    .sort((a, b) => a - b)
    .map((afterMs, at) => ({ number: at + 1, afterMs, seed: `${crowd.seed}/${at + 1}` }));
}

/** How long somebody looks at a page before acting: around the mean, never under a quarter and never over twice of it. */
export function thinkingMs(meanMs: number, random: Random): number {
  const exponential = -Math.log(1 - random.next()) * meanMs;
  return Math.round(Math.min(2 * meanMs, Math.max(meanMs / 4, exponential)));
}
