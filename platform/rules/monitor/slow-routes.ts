import type { RouteCounts } from '../router-sample.ts';
import type { RoutesOfStep } from '../route-counts.ts';
import { percentiles } from '../traffic.ts';
import { percentile } from './percentile.ts';
import type { TimedRequest } from './own-time.ts';
import type { LoggedRequest } from './router-request.ts';

/** Where the seconds went, route group by route group (MON-04). Milliseconds; null: not measured. */
export interface SlowRoute {
  readonly route: string;
  readonly requests: number;
  /** Of the time of all routes. */
  readonly timePercent: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  readonly failedPercent: number;
  /** In the router's queue, out of the log. */
  readonly queueP95: number | null;
  /** The work alone, and the wait inside the process, of an app that tells its own time. */
  readonly ownMeanMs: number | null;
  readonly waitP95: number | null;
  /** In the release before; null: too few asked for it then or now. */
  readonly before: number | null;
  /** Half of the requests take noticeably longer than in the release before. */
  readonly isSlower: boolean;
}

interface RouteFacts {
  readonly now: RoutesOfStep;
  /** In the release before; empty without one. */
  readonly before: RoutesOfStep;
  readonly requests: readonly LoggedRequest[];
  readonly timed: readonly TimedRequest[];
}

/** Those first in which most time was spent. */
export function slowRoutes({ now, before, requests, timed }: RouteFacts): readonly SlowRoute[] {
  const all = Object.values(now).reduce((sum, { totalMs }) => sum + totalMs, 0);
  const logged = Map.groupBy(requests, ({ route }) => route);
  const own = Map.groupBy(timed, ({ route }) => route);
  return Object.entries(now)
    .toSorted(([, a], [, b]) => b.totalMs - a.totalMs)
    .map(([route, counts]) => {
      const speeds = percentiles(counts.buckets);
      return {
        route,
        requests: counts.requests,
        timePercent: all === 0 ? 0 : tenth((100 * counts.totalMs) / all),
        ...speeds,
        failedPercent: counts.requests === 0 ? 0 : tenth((100 * counts.failed) / counts.requests),
        queueP95: p95Of((logged.get(route) ?? []).flatMap(({ queueMs }) => queueMs ?? [])),
        ...ownTimeOf(own.get(route) ?? []),
        ...regression(counts, before[route]),
      };
    });
}

const tenth = (value: number): number => Math.round(10 * value) / 10;

const p95Of = (values: readonly number[]): number | null => (values.length === 0 ? null : percentile(values, 0.95));

function ownTimeOf(timed: readonly TimedRequest[]): Pick<SlowRoute, 'ownMeanMs' | 'waitP95'> {
  if (timed.length === 0) return { ownMeanMs: null, waitP95: null };
  const all = timed.reduce((sum, { ownMs }) => sum + ownMs, 0);
  return { ownMeanMs: tenth(all / timed.length), waitP95: p95Of(timed.map(({ waitMs }) => waitMs)) };
}

const enoughRequests = 100;
const slowerTimes = 1.3;
const slowerMs = 50;

function regression(now: RouteCounts, before: RouteCounts | undefined): Pick<SlowRoute, 'before' | 'isSlower'> {
  if (before === undefined || before.requests < enoughRequests || now.requests < enoughRequests) return { before: null, isSlower: false };
  const [then, today] = [before, now].map(({ buckets }) => percentiles(buckets).p50 ?? 0);
  if (then === undefined || today === undefined) return { before: null, isSlower: false };
  return { before: then, isSlower: today >= slowerTimes * then && today - then >= slowerMs };
}
