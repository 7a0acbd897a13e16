import type { RouteRow } from './metric-panels.ts';
import { mergedRoutes } from './route-counts.ts';
import type { RoutesOfStep } from './route-counts.ts';
import { percentiles } from './traffic.ts';
import type { TrafficStep } from './traffic.ts';

/** The routes of some steps, those first in which most time was spent. */
export function routeRows(parts: readonly RoutesOfStep[]): readonly RouteRow[] {
  const routes = Object.entries(mergedRoutes(parts));
  const all = routes.reduce((sum, [, { totalMs }]) => sum + totalMs, 0);
  return routes.map(([route, { requests, failed, totalMs, buckets }]) => {
    const { p50, p95, p99 } = percentiles(buckets);
    return { route, requests, failed, p50, p95, p99, timePercent: all === 0 ? 0 : Math.round((1000 * totalMs) / all) / 10 };
  });
}

/** A step is a spike when its p95 is that many times the usual one, and long enough for a visitor to notice. */
const spikeTimes = 3;
const spikeMs = 300;
const shownRoutes = 3;
const mostSpikes = 60;

/** The three slowest routes of each slow step, by its second: the worst 60 steps. */
export function spikesOf(
  steps: readonly TrafficStep[],
  routes: ReadonlyMap<number, RoutesOfStep>,
): Readonly<Record<string, readonly RouteRow[]>> {
  const speeds = steps.flatMap(({ second, buckets }) => {
    const { p95 } = percentiles(buckets);
    return p95 === null ? [] : [{ second, p95 }];
  });
  const sorted = speeds.map(({ p95 }) => p95).toSorted((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const slow = speeds.filter(({ p95 }) => p95 >= Math.max(spikeMs, spikeTimes * usual)).toSorted((a, b) => b.p95 - a.p95);
  const told = slow.slice(0, mostSpikes).flatMap(({ second }): [string, readonly RouteRow[]][] => {
    const own = routes.get(second);
    return own === undefined ? [] : [[String(second), slowest(own)]];
  });
  return Object.fromEntries(told);
}

const slowest = (routes: RoutesOfStep): readonly RouteRow[] =>
  routeRows([routes])
    .toSorted((a, b) => (b.p95 ?? 0) - (a.p95 ?? 0))
    .slice(0, shownRoutes);
