import type { Clock } from '../time/clock.ts';

/** A clock that stands still until the test moves it. */
export function fakeClock(startMs: number): Clock & { advance(ms: number): void } {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
  };
}
