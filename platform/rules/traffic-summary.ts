import { mergedPacked, percentileMs } from './latency-buckets.ts';
import type { RouteCounts } from './router-sample.ts';
import { merged, percentiles } from './traffic.ts';
import type { TrafficStep } from './traffic.ts';

/**
 * An app's traffic over a window of complete seconds, for those who decide by it: alerts, autoscaler, receipts, findings. Percentiles come
 * from merged histograms of queue + connect + service (platform specification, MET-01); cache hits, sockets, event streams and routes that
 * are marked as slow by nature are not in them.
 */
export interface TrafficSummary {
  /** How many seconds a router reported of; less than asked for when the platform was away. */
  readonly seconds: number;
  /** ok + failed; those who went away (499) are not among them. */
  readonly requests: number;
  readonly ok: number;
  /** Status 500 and above. */
  readonly failed: number;
  /** Answered by the router itself: the app is overloaded or down. `failed` is this and `failedByApp` (MET-10). */
  readonly failedByRouter: number;
  /** Answered by the app: a fault of the app. */
  readonly failedByApp: number;
  /** 100 · failed / requests; null below 20 requests (MET-02). */
  readonly failedPercent: number | null;
  /** Milliseconds; null without requests. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  /** Milliseconds in the router's queue; null without requests. */
  readonly queueP95: number | null;
  /** Requests per second that went to dynos (λ of ALR-11). */
  readonly perSecond: number;
  /** Mean slots in use: Σ service seconds / seconds (L of ALR-11). */
  readonly busySlots: number;
  /** How often each of the router's codes was answered. */
  readonly codes: Readonly<Record<string, number>>;
}

/** Below so few requests a share of failures says nothing (MET-02). */
const fewestForPercent = 20;

/** The steps of a window as one answer; `seconds`: of how many of them a router reported. */
export function summaryOf(steps: readonly TrafficStep[], seconds: number): TrafficSummary {
  const { ok, failed, failedByRouter, dispatched, serviceMs, codes, buckets, queueBuckets } = merged(0, steps);
  const requests = ok + failed;
  return {
    seconds,
    requests,
    ok,
    failed,
    failedByRouter,
    failedByApp: failed - failedByRouter,
    failedPercent: requests < fewestForPercent ? null : (100 * failed) / requests,
    ...percentiles(buckets),
    queueP95: wholeMs(percentileMs(queueBuckets, 0.95)),
    perSecond: seconds === 0 ? 0 : dispatched / seconds,
    busySlots: seconds === 0 ? 0 : serviceMs / 1000 / seconds,
    codes,
  };
}

/** One group of routes over a window. Who answered a failure, what waited and what slots were in use is not counted route by route. */
export function routeSummary(parts: readonly RouteCounts[], seconds: number): TrafficSummary {
  const requests = parts.reduce((sum, part) => sum + part.requests, 0);
  const failed = parts.reduce((sum, part) => sum + part.failed, 0);
  return {
    ...summaryOf([], seconds),
    requests,
    ok: requests - failed,
    failed,
    failedPercent: requests < fewestForPercent ? null : (100 * failed) / requests,
    ...percentiles(mergedPacked(parts.map(({ buckets }) => buckets))),
  };
}

/** The lowest bucket, up to 0.1 ms, is no waiting at all. */
const wholeMs = (ms: number | null): number | null => (ms === null ? null : Math.round(ms));
