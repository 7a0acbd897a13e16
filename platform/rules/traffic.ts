import { mergeBuckets, percentileMs } from './latency-buckets.ts';
import type { LatencyBuckets } from './latency-buckets.ts';
import type { MetricPoint } from './resources.ts';

/** One app in one second, as it is kept. */
export interface TrafficSecond {
  readonly second: number;
  readonly ok: number;
  readonly failed: number;
  readonly codes: Readonly<Record<string, number>>;
  readonly buckets: LatencyBuckets;
}

export interface TrafficWindow {
  /** Seconds since 1970; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
  readonly stepSeconds: number;
  /** Seconds in which the router reported, with or without traffic. */
  readonly beats: ReadonlySet<number>;
}

/** The most points a chart is given. */
const mostPoints = 720;

/** The shortest step that keeps a window within 720 points. */
export function stepFor(seconds: number): number {
  return [1, 2, 5, 10, 30, 60].find((step) => seconds / step <= mostPoints) ?? 60;
}

/**
 * The points of a window, oldest first. Percentiles come from merged histograms. A step without traffic is zeros when the router
 * reported around it, and missing when it did not: an absent platform is not an idle app.
 */
export function trafficPoints(seconds: readonly TrafficSecond[], window: TrafficWindow): readonly MetricPoint[] {
  const { stepSeconds } = window;
  const first = Math.floor(window.from / stepSeconds) * stepSeconds;
  const bySteps = Map.groupBy(seconds, (each) => Math.floor(each.second / stepSeconds) * stepSeconds);
  const points: MetricPoint[] = [];
  for (let step = first; step < window.to; step += stepSeconds) {
    const inStep = bySteps.get(step) ?? [];
    if (inStep.length > 0 || hasBeat(window.beats, step, stepSeconds)) points.push(trafficPoint(step, inStep));
  }
  return points;
}

/** Reports come once a second but not on the second: one on either side will do. */
function hasBeat(beats: ReadonlySet<number>, step: number, stepSeconds: number): boolean {
  for (let second = step - 2; second <= step + stepSeconds + 1; second += 1) if (beats.has(second)) return true;
  return false;
}

/** All the given seconds as one point. */
export function trafficPoint(second: number, parts: readonly TrafficSecond[]): MetricPoint {
  const buckets = parts.reduce<LatencyBuckets>((merged, part) => mergeBuckets(merged, part.buckets), []);
  const last = buckets.findLastIndex((count) => count > 0);
  return {
    second,
    ok: sum(parts, (part) => part.ok),
    failed: sum(parts, (part) => part.failed),
    codes: mergedCodes(parts),
    p50: rounded(percentileMs(buckets, 0.5)),
    p95: rounded(percentileMs(buckets, 0.95)),
    p99: rounded(percentileMs(buckets, 0.99)),
    max: rounded(last === -1 ? null : percentileMs(buckets, 1)),
  };
}

function mergedCodes(parts: readonly TrafficSecond[]): Readonly<Record<string, number>> {
  const merged: Record<string, number> = {};
  for (const [code, count] of parts.flatMap((part) => Object.entries(part.codes))) merged[code] = (merged[code] ?? 0) + count;
  return merged;
}

const sum = (parts: readonly TrafficSecond[], of: (part: TrafficSecond) => number): number =>
  parts.reduce((total, part) => total + of(part), 0);

const rounded = (ms: number | null): number | null => (ms === null ? null : Math.round(ms * 10) / 10);

/** A histogram without its zeros, as text: `430:5 431:2`. */
export function packedBuckets(buckets: LatencyBuckets): string {
  return buckets.flatMap((count, bucket) => (count > 0 ? [`${bucket}:${count}`] : [])).join(' ');
}

export function unpackedBuckets(packed: string): LatencyBuckets {
  const buckets: number[] = [];
  for (const pair of packed.split(' ').filter((each) => each !== '')) {
    const [bucket = 0, count = 0] = pair.split(':').map(Number);
    while (buckets.length < bucket) buckets.push(0);
    buckets[bucket] = count;
  }
  return buckets;
}
