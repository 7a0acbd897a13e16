/** What bounds an app at its present mix of requests. */
export interface CapacityFacts {
  readonly up: number;
  /** Requests that a dyno works on at once; null: nobody has said. */
  readonly slots: number | null;
  /** Mean slots in use, at the busiest minute. */
  readonly busySlots: number;
  /** Load of all web dynos together, at the busiest minute; null: not measured. */
  readonly load: number | null;
  /** Of the time of the app's one process; null: it tells no own time. */
  readonly ownBusyShare: number | null;
  readonly perSecond: number;
}

/** How many times the busiest minute's requests web can take, ten at most, and what is full first. */
export interface CapacityLeft {
  readonly times: number;
  readonly perSecond: number;
  readonly boundBy: 'slots' | 'load' | 'process';
}

/** Beyond this share people wait. */
const fullShare = 0.8;
/** So far nobody can tell from so little. */
const mostTimes = 10;

/** Null: too little came to tell. */
export function capacityLeft({ up, slots, busySlots, load, ownBusyShare, perSecond }: CapacityFacts): CapacityLeft | null {
  if (up === 0 || perSecond <= 0) return null;
  const shares = [
    { boundBy: 'slots', share: slots === null ? 0 : busySlots / (up * slots) },
    { boundBy: 'load', share: (load ?? 0) / up },
    { boundBy: 'process', share: ownBusyShare ?? 0 },
  ] as const;
  const fullest = shares.reduce((most, each) => (each.share > most.share ? each : most));
  if (fullest.share <= 0) return null;
  const times = Math.min(mostTimes, fullShare / fullest.share);
  return { times: Math.round(10 * times) / 10, perSecond: Math.round(10 * times * perSecond) / 10, boundBy: fullest.boundBy };
}
