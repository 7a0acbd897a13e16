import type { MetricPoint } from '../../rules/resources.ts';

/** How far back the traffic of an app's page goes: as far as every single second is known. */
export const shownTrafficSeconds = 720;

/** What went through an app lately, in the words of a headline. */
export interface Traffic {
  readonly requests: number;
  readonly failed: number;
  /** Those of them that the router answered itself; missing when nobody told them apart. */
  readonly failedByRouter?: number;
  /**
   * At least 95 of 100 requests took no longer than this many milliseconds: the worst second's own p95, because percentiles of single seconds
   * cannot be averaged. null when nothing finished.
   */
  readonly p95Ms: number | null;
}

/** Sums the points from `sinceSecond` on. */
export function trafficOf(points: readonly MetricPoint[], sinceSecond: number): Traffic {
  const recent = points.filter((point) => point.second >= sinceSecond);
  const p95s = recent.flatMap((point) => (point.p95 === null ? [] : [point.p95]));
  return {
    requests: recent.reduce((sum, point) => sum + point.ok + point.failed, 0),
    failed: recent.reduce((sum, point) => sum + point.failed, 0),
    failedByRouter: recent.reduce((sum, point) => sum + point.failedByRouter, 0),
    p95Ms: p95s.length === 0 ? null : Math.max(...p95s),
  };
}

/** Several apps as one. */
export function allTraffic(parts: readonly Traffic[]): Traffic {
  const p95s = parts.flatMap((part) => (part.p95Ms === null ? [] : [part.p95Ms]));
  return {
    requests: parts.reduce((sum, part) => sum + part.requests, 0),
    failed: parts.reduce((sum, part) => sum + part.failed, 0),
    failedByRouter: parts.reduce((sum, part) => sum + (part.failedByRouter ?? 0), 0),
    p95Ms: p95s.length === 0 ? null : Math.max(...p95s),
  };
}

/** A series for a small drawing: `steps` values over the last `seconds`, each the sum (or the worst) of its seconds. */
export function bucketed(points: readonly MetricPoint[], window: SparkWindow): number[] {
  const buckets = Array.from({ length: window.steps }, () => 0);
  const width = window.seconds / window.steps;
  for (const point of points) {
    const index = Math.floor((point.second - (window.untilSecond - window.seconds)) / width);
    const value = window.of(point);
    if (index < 0 || index >= window.steps || value === null) continue;
    const before = buckets[index] ?? 0;
    buckets[index] = window.join === 'sum' ? before + value : Math.max(before, value);
  }
  return buckets;
}

export interface SparkWindow {
  readonly untilSecond: number;
  readonly seconds: number;
  readonly steps: number;
  readonly join: 'sum' | 'max';
  of(point: MetricPoint): number | null;
}

/** One minute of traffic for a table. */
export interface TrafficMinute extends Traffic {
  readonly startMs: number;
}

/** Minute by minute, newest first; minutes in which nothing was measured are missing. */
export function byMinute(points: readonly MetricPoint[]): TrafficMinute[] {
  const minutes = Map.groupBy(points, (point) => Math.floor(point.second / 60));
  return [...minutes].sort(([a], [b]) => b - a).map(([minute, own]) => ({ startMs: minute * 60_000, ...trafficOf(own, 0) }));
}
