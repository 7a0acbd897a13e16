const secondsByCrash = [0, 1, 2, 4, 8, 15, 30, 60] as const;
const longestSeconds = 60;
const jitter = 0.2;

/** A run this long makes the next crash the first again. */
export const calmAfterMs = 5 * 60_000;

/** Three crashes within two minutes are a crash loop (X20, SUP-14). */
export const crashLoop = { crashes: 3, withinMs: 2 * 60_000 } as const;

/**
 * Milliseconds to wait before the restart after the nth crash in a row (1 is the first): 0, 1, 2, 4, 8, 15, 30, 60, 60 … s, within
 * 20 % on either side, so that dynos which fell together do not rise together. `chance` is in [0, 1). SUP-13.
 */
export function restartDelayMs(crashesInARow: number, chance: number): number {
  const seconds = secondsByCrash[Math.max(0, crashesInARow - 1)] ?? longestSeconds;
  return Math.round(seconds * 1000 * (1 - jitter + 2 * jitter * chance));
}

/** True when the newest crashes are a loop. `crashesMs`: times of crashes, oldest first, the present one last. */
export function isCrashLoop(crashesMs: readonly number[]): boolean {
  const first = crashesMs.at(-crashLoop.crashes);
  const last = crashesMs.at(-1);
  return first !== undefined && last !== undefined && last - first <= crashLoop.withinMs;
}

/** Milliseconds before a part of the platform itself (router, control, dynod) is started again: at once, then up to 5 s. */
export function partRestartDelayMs(deathsInARow: number): number {
  return deathsInARow <= 1 ? 0 : Math.min(5_000, 100 * 2 ** (deathsInARow - 2));
}
