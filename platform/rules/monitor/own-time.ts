import { percentile } from './percentile.ts';
import type { OwnTimeEvidence } from '../findings/visitor-evidence.ts';
import type { LoggedRequest } from './router-request.ts';

/** A request of which the app's own clock is known too. */
export interface TimedRequest extends LoggedRequest {
  /** The work on it, measured by the app without its wait inside the process. */
  readonly ownMs: number;
  /** What it waited inside the process: the router's service time without the own time. */
  readonly waitMs: number;
}

/** By the request's id, out of lines that oTree writes (`own_time=38ms request_id=5f0c…`). */
export function ownTimes(lines: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    lines.flatMap((line): [string, number][] => {
      if (!line.includes('own_time=')) return [];
      const [, ms, id] = /\bown_time=(\d+(?:\.\d+)?)ms\s+request_id=(\S+)/.exec(line) ?? [];
      return ms === undefined || id === undefined ? [] : [[id, Number(ms)]];
    }),
  );
}

/** Both clocks of each request that both tell of. */
export function timedRequests(requests: readonly LoggedRequest[], own: ReadonlyMap<string, number>): readonly TimedRequest[] {
  return requests.flatMap((request) => {
    const ownMs = own.get(request.requestId);
    if (ownMs === undefined || request.serviceMs === null) return [];
    return [{ ...request, ownMs, waitMs: Math.max(0, request.serviceMs - ownMs) }];
  });
}

/** Null: the app writes no own time. `seconds`: how long the lines reach. */
export function ownTimeOf(timed: readonly TimedRequest[], seconds: number): OwnTimeEvidence | null {
  if (timed.length === 0) return null;
  const all = timed.reduce((sum, { ownMs }) => sum + ownMs, 0);
  return {
    requests: timed.length,
    meanMs: all / timed.length,
    waitP95Ms: percentile(
      timed.map(({ waitMs }) => waitMs),
      0.95,
    ),
    busyShare: seconds === 0 ? 0 : all / 1000 / seconds,
  };
}
