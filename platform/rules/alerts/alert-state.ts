/** Where a rule stands. Times are milliseconds since 1970. */
export interface AlertState {
  readonly phase: 'ok' | 'pending' | 'firing';
  /** Of a pending or firing one: since when the limit has been passed. */
  readonly sinceMs: number | null;
  /** Of a firing one: since when it has been well within its limit without a break. */
  readonly calmSinceMs: number | null;
  /** How often it came back before it was over, or soon after. */
  readonly flaps: number;
  /** When it was over last. */
  readonly endedAtMs: number | null;
}

export const quiet: AlertState = { phase: 'ok', sinceMs: null, calmSinceMs: null, flaps: 0, endedAtMs: null };

export interface AlertLimits {
  readonly threshold: number;
  readonly forSeconds: number;
  readonly bad: 'from' | 'below';
}

export interface NextAlert {
  readonly state: AlertState;
  readonly change: 'fired' | 'resolved' | null;
}

/** Calm means below 90 % of the threshold (ALR-03). */
const calmShare = 0.9;
/** Of a rule that is told at once: half of nothing would be over at once as well. */
const leastCalmMs = 60_000;
/** One that comes back within this time of its end is the same trouble. */
const memoryMs = 600_000;
const longestCalmMs = 600_000;

/**
 * ok → pending → firing → over, by one more look. `value` null: nothing can be said (too few requests, the router away), so it stays as it is.
 * It is over after half the time it took to fire, well within the limit; each time it comes back, that time doubles, up to ten minutes.
 */
export function nextAlert(
  state: AlertState,
  value: number | null,
  { nowMs, ...limits }: AlertLimits & { readonly nowMs: number },
): NextAlert {
  if (value === null) return { state, change: null };
  if (state.phase === 'firing') return nextOfFiring(state, value, { nowMs, ...limits });
  if (!isBad(value, limits)) return { state: forgetting(state, nowMs), change: null };
  const sinceMs = state.sinceMs ?? nowMs;
  if (nowMs - sinceMs < limits.forSeconds * 1000) return { state: { ...state, phase: 'pending', sinceMs }, change: null };
  const isBack = state.endedAtMs !== null && nowMs - state.endedAtMs < memoryMs;
  return { state: { ...state, phase: 'firing', sinceMs, calmSinceMs: null, flaps: isBack ? state.flaps + 1 : 0 }, change: 'fired' };
}

function nextOfFiring(state: AlertState, value: number, { nowMs, ...limits }: AlertLimits & { readonly nowMs: number }): NextAlert {
  if (!isCalm(value, limits)) {
    const flaps = state.calmSinceMs === null ? state.flaps : state.flaps + 1;
    return { state: { ...state, calmSinceMs: null, flaps }, change: null };
  }
  const calmSinceMs = state.calmSinceMs ?? nowMs;
  if (nowMs - calmSinceMs < calmNeededMs(state.flaps, limits)) return { state: { ...state, calmSinceMs }, change: null };
  return { state: { ...quiet, flaps: state.flaps, endedAtMs: nowMs }, change: 'resolved' };
}

/** Not pending any more; and after a while nobody remembers that it flapped. */
function forgetting(state: AlertState, nowMs: number): AlertState {
  const isOld = state.endedAtMs !== null && nowMs - state.endedAtMs >= memoryMs;
  return isOld ? quiet : { ...state, phase: 'ok', sinceMs: null };
}

function calmNeededMs(flaps: number, { forSeconds }: AlertLimits): number {
  const first = forSeconds === 0 ? leastCalmMs : forSeconds * 500;
  return Math.max(first, Math.min(first * 2 ** flaps, longestCalmMs));
}

const isBad = (value: number, { threshold, bad }: AlertLimits): boolean => (bad === 'from' ? value >= threshold : value < threshold);

const isCalm = (value: number, { threshold, bad }: AlertLimits): boolean =>
  bad === 'from' ? value < threshold * calmShare : value >= threshold / calmShare;
