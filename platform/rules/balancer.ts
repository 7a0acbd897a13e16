/** What the choice of a dyno looks at. */
export interface Candidate {
  /** Requests that the dyno works on now. */
  readonly outstanding: number;
  /** Requests that it works on at once (RTR-11). */
  readonly slots: number;
  /** It refused a connection: until then it is asked only when no other can be. */
  readonly quarantinedUntilMs: number;
}

/**
 * Index of the dyno with the fewest outstanding requests, or -1 when every one has its slots full. Ties go round: the first from
 * `turn` on, so pass one more than the last answer. A quarantined dyno is taken only when no other has a free slot
 * (platform specification, RTR-10, RTR-13).
 */
export function leastOutstanding(candidates: readonly Candidate[], turn: number, nowMs: number): number {
  let best = -1;
  let fewest = Infinity;
  for (let step = 0; step < candidates.length; step += 1) {
    const index = (turn + step) % candidates.length;
    const candidate = candidates[index];
    if (candidate === undefined || candidate.outstanding >= candidate.slots) continue;
    const load = candidate.outstanding + (candidate.quarantinedUntilMs > nowMs ? quarantineWeight : 0);
    if (load < fewest) {
      fewest = load;
      best = index;
    }
  }
  return best;
}

/**
 * Index of the lesser of two candidates taken at random, or the least of all when neither has a free slot or the lesser is quarantined;
 * -1 when every one is full. For several routers: each sees only its own requests, and all of them choosing the least would choose the
 * same one (RTR-10). `picks`: two numbers from 0 to 1 (1 excluded).
 */
export function lesserOfTwo(candidates: readonly Candidate[], picks: readonly [number, number], nowMs: number): number {
  const count = candidates.length;
  const first = Math.floor(picks[0] * count);
  const second = (first + 1 + Math.floor(picks[1] * (count - 1))) % count;
  const pair = [candidates[first], candidates[second]].filter((candidate) => candidate !== undefined);
  const isWell = pair.some(({ outstanding, slots, quarantinedUntilMs }) => outstanding < slots && quarantinedUntilMs <= nowMs);
  if (pair.length < 2 || !isWell) return leastOutstanding(candidates, first, nowMs);
  return leastOutstanding(pair, 0, nowMs) === 0 ? first : second;
}

/** More than any dyno's slots. */
const quarantineWeight = 1e9;
