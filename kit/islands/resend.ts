/** What became of one attempt to send a form. */
export type Attempt = 'answered' | 'unanswered';

/**
 * How to read an attempt. No status at all (the connection failed) and the statuses that a router gives in an app's stead mean: nobody knows
 * whether it counted, so send it again with the same intent. Everything else is the app's answer.
 */
export function attemptOf(status: number | null): Attempt {
  return status === null || [408, 425, 429, 502, 503, 504].includes(status) ? 'unanswered' : 'answered';
}

/** Milliseconds until the next attempt: 0.5 s, doubling up to 15 s; `chance` in 0–1 spreads a crowd by ± 25 %. */
export function waitBeforeMs(attempt: number, chance: number): number {
  const steady = Math.min(15_000, 500 * 2 ** (attempt - 1));
  return Math.round(steady * (0.75 + chance / 2));
}
