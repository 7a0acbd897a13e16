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
