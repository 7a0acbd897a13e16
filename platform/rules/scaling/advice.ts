/** What a stretch of time asked of an app's web dynos. */
export interface DemandStep {
  /** Seconds since 1970 at its start, and how many seconds it is long. */
  readonly second: number;
  readonly seconds: number;
  /** Requests that a dyno worked on, and those that were turned away or gave up in line. */
  readonly dispatched: number;
  readonly turnedAway: number;
  /** Milliseconds of work on them, all together. */
  readonly serviceMs: number;
}

export interface AdviceFacts {
  readonly steps: readonly DemandStep[];
  /** Requests that one dyno works on at once. */
  readonly slots: number;
  /** More dynos than so many would be wrong: one for stock oTree. */
  readonly most: number;
  /** Tasks that ran or wanted to, of all dynos together, at the worst moment; null: not measured. */
  readonly loadPeak: number | null;
  /** Of the dyno that took most; null: not measured. */
  readonly memoryPeakMb: number | null;
  readonly sizes: readonly SizeChoice[];
}

export interface SizeChoice {
  readonly name: string;
  readonly memoryMb: number;
  /** Micro-units of the price book for one dyno and hour; null: it has no price there. */
  readonly perHourMicro: number | null;
}

/** The smallest fixed formation that would have kept people from waiting. */
export interface Advice {
  readonly peak: { readonly second: number; readonly perSecond: number; readonly busySlots: number };
  readonly quantity: number;
  /** Cheapest first, then smallest; only sizes whose memory is enough. */
  readonly choices: readonly { readonly size: string; readonly memoryMb: number; readonly perHourMicro: number | null }[];
}

/** What is kept free, so that requests which come together wait for a moment and not for long. */
const busyShare = 0.8;
const loadShare = 0.9;
const memoryShare = 0.9;
const fewestRequests = 5;

/**
 * By the demand at its peak: arrivals times the work on one request, where a dyno was not overloaded. A percentile of what people waited
 * would say how bad it was and not how many are needed. Null: nothing came.
 */
export function advice({ steps, slots, most, loadPeak, memoryPeakMb, sizes }: AdviceFacts): Advice | null {
  const busy = steps.filter(({ dispatched, seconds }) => dispatched >= fewestRequests && seconds > 0);
  if (busy.length === 0) return null;
  const serviceS = unhurriedMs(busy) / 1000;
  const perSecondOf = ({ dispatched, turnedAway, seconds }: DemandStep): number => (dispatched + turnedAway) / seconds;
  const peak = busy.reduce((highest, step) => (perSecondOf(step) > perSecondOf(highest) ? step : highest));
  const busySlots = perSecondOf(peak) * serviceS;
  const byLoad = loadPeak === null ? 1 : Math.ceil(loadPeak / loadShare);
  const quantity = Math.min(most, Math.max(1, byLoad, Math.ceil(busySlots / (busyShare * slots))));
  const fit = sizes.filter(({ memoryMb }) => memoryPeakMb === null || memoryPeakMb <= memoryShare * memoryMb);
  const choices = fit
    .map(({ name, memoryMb, perHourMicro }) => ({
      size: name,
      memoryMb,
      perHourMicro: perHourMicro === null ? null : perHourMicro * quantity,
    }))
    .toSorted((a, b) => (a.perHourMicro ?? Infinity) - (b.perHourMicro ?? Infinity) || a.memoryMb - b.memoryMb);
  return { peak: { second: peak.second, perSecond: perSecondOf(peak), busySlots }, quantity, choices };
}

/** Of one request where nobody hurried: in an overload each takes longer because of the others. The lower quartile of the steps' means. */
function unhurriedMs(steps: readonly DemandStep[]): number {
  const means = steps.map(({ serviceMs, dispatched }) => serviceMs / dispatched).toSorted((a, b) => a - b);
  return means[Math.floor(means.length / 4)] ?? 0;
}
