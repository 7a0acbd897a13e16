/** How many run and answer at a moment. */
interface Standing {
  readonly nowMs: number;
  readonly quantity: number;
  readonly up: number;
}

const seconds = 1000;
const mostWindowSeconds = 60;
/** How long dynos that were added are waited for. */
export const patienceMs = 60 * seconds;

/** What one decision has to know of those before it. */
export interface ScalingMemory {
  readonly lastUpMs: number | null;
  readonly lastDownMs: number | null;
  /** Since when everything speaks for one dyno less. */
  readonly calmSinceMs: number | null;
  /** p95 when dynos were added last, and how many times in a row that helped by less than a tenth. */
  readonly p95AtUp: number | null;
  readonly fruitless: number;
  /** Nothing is added before. */
  readonly heldUntilMs: number | null;
  /** Traffic counts from here on: what came before ran on fewer dynos. In the future while those that were added start. */
  readonly measuredFromMs: number | null;
  /** What ran after the last decision; another number now was set by somebody else. */
  readonly quantity: number | null;
}

export const freshMemory: ScalingMemory = {
  lastUpMs: null,
  lastDownMs: null,
  calmSinceMs: null,
  p95AtUp: null,
  fruitless: 0,
  heldUntilMs: null,
  measuredFromMs: null,
  quantity: null,
};

/** Of how many seconds, up to now, traffic is looked at; 0 while dynos that were added still start. */
export function windowSeconds({ measuredFromMs }: ScalingMemory, nowMs: number): number {
  return Math.floor(Math.min(mostWindowSeconds, Math.max(0, (nowMs - (measuredFromMs ?? -Infinity)) / seconds)));
}

/** Before traffic is looked at: what is different since the last decision. */
export function noticed(memory: ScalingMemory, now: Standing): ScalingMemory {
  const { nowMs, quantity } = now;
  const before = memory.quantity ?? quantity;
  const changed = { ...memory, quantity, measuredFromMs: nowMs + patienceMs };
  if (quantity > before) return settled({ ...changed, lastUpMs: nowMs, p95AtUp: null, fruitless: 0, calmSinceMs: null }, now);
  if (quantity < before) return settled({ ...changed, lastDownMs: nowMs }, now);
  return settled({ ...memory, quantity }, now);
}

/** All of them are up: from now on it counts. */
function settled(memory: ScalingMemory, { nowMs, quantity, up }: Standing): ScalingMemory {
  const { measuredFromMs } = memory;
  return up >= quantity && measuredFromMs !== null && measuredFromMs > nowMs ? { ...memory, measuredFromMs: nowMs } : memory;
}
