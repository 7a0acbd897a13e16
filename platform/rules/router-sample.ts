import type { CacheOutcome } from './cache-status.ts';
import type { RequestCode } from './codes.ts';
import type { LatencyBuckets, PackedBuckets } from './latency-buckets.ts';

/**
 * What the router counted of one app in one second; it pushes them to control (platform specification, MET-01). Requests are
 * counted in the second they ended in. Counters are taken before the log lines are sampled.
 */
export interface RouterSample {
  readonly app: string;
  /** Seconds since 1970. */
  readonly second: number;
  readonly requests: number;
  /** Status 500 or more, whoever answered. A client that went away (499) is not among them. */
  readonly failed: number;
  /** Those of them that the router answered itself, with one of its codes; the others are the app's own (MET-10). */
  readonly failedByRouter: number;
  /** Bytes of answers' bodies. */
  readonly bytes: number;
  readonly byStatus: Readonly<Partial<Record<StatusClass, number>>>;
  readonly codes: Readonly<Partial<Record<RequestCode, number>>>;
  /** Total milliseconds: queue + connect + service. Without WebSockets, event streams, H27, the cache's and the router's own answers. */
  readonly buckets: LatencyBuckets;
  /** Milliseconds in the queue, of the same requests. */
  readonly queueBuckets: LatencyBuckets;
  /** Total milliseconds of what the page cache answered. */
  readonly cachedBuckets: LatencyBuckets;
  /** Of the requests in `buckets`, those that a dyno worked on, and how many milliseconds all together. */
  readonly dispatched: number;
  readonly serviceMs: number;
  readonly cache: Readonly<Partial<Record<CacheOutcome, number>>>;
  /** Requests that wait for a dyno at the end of the second. */
  readonly waiting: number;
  /** WebSockets: open at the end of the second, and how many were opened and closed in it. */
  readonly sockets: SocketCounts;
  /** By route group (MET-03). */
  readonly routes: Readonly<Record<string, RouteCounts>>;
  /** By dyno name (`web.1`); `inflight` is at the end of the second. */
  readonly dynos: Readonly<Record<string, { readonly requests: number; readonly inflight: number }>>;
}

export interface SocketCounts {
  readonly open: number;
  readonly opened: number;
  readonly closed: number;
}

/** What went through one route group. */
export interface RouteCounts {
  readonly requests: number;
  readonly failed: number;
  /** Milliseconds of all its measured requests together. */
  readonly totalMs: number;
  readonly buckets: PackedBuckets;
}

/** What a router of an older release does not count. */
export const uncounted = {
  failedByRouter: 0,
  queueBuckets: [],
  cachedBuckets: [],
  dispatched: 0,
  serviceMs: 0,
  cache: {},
  waiting: 0,
  sockets: { open: 0, opened: 0, closed: 0 },
  routes: {},
} as const satisfies Partial<RouterSample>;

/** `499` stands apart from `4xx`: the client went away before the answer was complete. */
export type StatusClass = '1xx' | '2xx' | '3xx' | '4xx' | '499' | '5xx';

/** The class that a status is counted in. */
export function statusClass(status: number): StatusClass {
  if (status === 499) return '499';
  if (status < 200) return '1xx';
  if (status < 300) return '2xx';
  if (status < 400) return '3xx';
  return status < 500 ? '4xx' : '5xx';
}

/** One line of the app's log, as the router pushes it. */
export interface RouterLine {
  readonly app: string;
  readonly atMs: number;
  readonly line: string;
}

/** What the router posts to control each second. */
export interface RouterReport {
  /** Which of the router processes says so; 1 when it does not say. */
  readonly router?: number;
  /** The complete seconds it speaks of, with or without a request; `to` is not one of them. Missing from a router of an older release. */
  readonly covers?: { readonly from: number; readonly to: number };
  /** The share of its time in which the router was at work: 1 is all that one core gives. */
  readonly busy?: number;
  readonly lines: readonly RouterLine[];
  readonly samples: readonly RouterSample[];
  /** Lines and samples thrown away since the last report that control took, because it was away for too long. */
  readonly dropped: { readonly lines: number; readonly samples: number };
}
