import { mergedPacked, packedBuckets, percentilesMs } from './latency-buckets.ts';
import type { PackedBuckets } from './latency-buckets.ts';
import type { MetricPoint } from './resources.ts';
import type { RouterSample, SocketCounts } from './router-sample.ts';

type Counts = Readonly<Record<string, number>>;

/** An app's traffic in a second or in a longer step. */
export interface TrafficStep {
  /** Seconds since 1970 at its start. */
  readonly second: number;
  /** Status below 500, without those who went away (499). */
  readonly ok: number;
  readonly failed: number;
  readonly failedByRouter: number;
  /** Status 499. */
  readonly gone: number;
  readonly bytes: number;
  /** Measured requests that a dyno worked on, and their milliseconds all together. */
  readonly dispatched: number;
  readonly serviceMs: number;
  /** The router's codes. */
  readonly codes: Counts;
  /** What the page cache did with requests. */
  readonly cache: Counts;
  readonly buckets: PackedBuckets;
  readonly queueBuckets: PackedBuckets;
  readonly cachedBuckets: PackedBuckets;
  /** The most that waited for a dyno at the end of a second. */
  readonly waiting: number;
  /** The most that were open at the end of a second; opened and closed in all. */
  readonly sockets: SocketCounts;
}

export const noTraffic: TrafficStep = {
  second: 0,
  ok: 0,
  failed: 0,
  failedByRouter: 0,
  gone: 0,
  bytes: 0,
  dispatched: 0,
  serviceMs: 0,
  codes: {},
  cache: {},
  buckets: '',
  queueBuckets: '',
  cachedBuckets: '',
  waiting: 0,
  sockets: { open: 0, opened: 0, closed: 0 },
};

/** What a router counted, as it is kept. */
export function stepOf(sample: RouterSample): TrafficStep {
  const gone = sample.byStatus['499'] ?? 0;
  const { second, failed, failedByRouter, bytes, dispatched, serviceMs, waiting } = sample;
  return {
    second,
    ok: Math.max(0, sample.requests - failed - gone),
    failed,
    failedByRouter,
    gone,
    bytes,
    dispatched,
    serviceMs,
    codes: { ...sample.codes },
    cache: { ...sample.cache },
    buckets: packedBuckets(sample.buckets),
    queueBuckets: packedBuckets(sample.queueBuckets),
    cachedBuckets: packedBuckets(sample.cachedBuckets),
    waiting,
    sockets: sample.sockets,
  };
}

/** What several routers counted of one second: what they hold at the same time adds up. */
export function besideEachOther(second: number, parts: readonly TrafficStep[]): TrafficStep {
  const open = sum(parts, (part) => part.sockets.open);
  const one = merged(second, parts);
  return { ...one, waiting: sum(parts, (part) => part.waiting), sockets: { ...one.sockets, open } };
}

/** Steps that follow each other as one that begins at `second`. */
export function merged(second: number, parts: readonly TrafficStep[]): TrafficStep {
  return {
    second,
    ok: sum(parts, (part) => part.ok),
    failed: sum(parts, (part) => part.failed),
    failedByRouter: sum(parts, (part) => part.failedByRouter),
    gone: sum(parts, (part) => part.gone),
    bytes: sum(parts, (part) => part.bytes),
    dispatched: sum(parts, (part) => part.dispatched),
    serviceMs: sum(parts, (part) => part.serviceMs),
    codes: mergedCounts(parts.map((part) => part.codes)),
    cache: mergedCounts(parts.map((part) => part.cache)),
    buckets: mergedPacked(parts.map((part) => part.buckets)),
    queueBuckets: mergedPacked(parts.map((part) => part.queueBuckets)),
    cachedBuckets: mergedPacked(parts.map((part) => part.cachedBuckets)),
    waiting: Math.max(0, ...parts.map((part) => part.waiting)),
    sockets: {
      open: Math.max(0, ...parts.map((part) => part.sockets.open)),
      opened: sum(parts, (part) => part.sockets.opened),
      closed: sum(parts, (part) => part.sockets.closed),
    },
  };
}

/** Counts of the same names added up. */
export function mergedCounts(parts: readonly Counts[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [name, count] of parts.flatMap((part) => Object.entries(part))) all[name] = (all[name] ?? 0) + count;
  return all;
}

const sum = (parts: readonly TrafficStep[], of: (part: TrafficStep) => number): number =>
  parts.reduce((total, part) => total + of(part), 0);

/** A step as the charts show it; `seconds`: of how many of its seconds a router reported. */
export function trafficPoint({ second, ok, failed, failedByRouter, codes, buckets }: TrafficStep, seconds: number): MetricPoint {
  return { second, seconds, ok, failed, failedByRouter, codes, ...percentiles(buckets) };
}

/**
 * The steps of a window, oldest first. One without traffic is all zeros when a router reported, and missing when none did: an absent
 * platform is not an idle app.
 */
export function withIdleSteps(steps: readonly TrafficStep[], reported: ReadonlyMap<number, number>): readonly TrafficStep[] {
  const known = new Map(steps.map((step) => [step.second, step]));
  const seconds = [...new Set([...known.keys(), ...reported.keys()])].toSorted((a, b) => a - b);
  return seconds.map((second) => known.get(second) ?? { ...noTraffic, second });
}

/** Milliseconds; null without requests. */
export function percentiles(buckets: PackedBuckets): Pick<MetricPoint, 'p50' | 'p95' | 'p99' | 'max'> {
  const [p50 = null, p95 = null, p99 = null, max = null] = percentilesMs(buckets, [0.5, 0.95, 0.99, 1]).map(rounded);
  return { p50, p95, p99, max };
}

const rounded = (ms: number | null): number | null => (ms === null ? null : Number(ms.toPrecision(4)));
