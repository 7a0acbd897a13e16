import { mergedBuckets } from '../rules/latency-buckets.ts';
import type { LatencyBuckets } from '../rules/latency-buckets.ts';
import type { RouterSample } from '../rules/router-sample.ts';
import { mergedCounts } from '../rules/traffic.ts';

/** All traffic of an app since control started, for collectors that count by themselves. */
export interface AppTotals {
  readonly byStatus: Readonly<Record<string, number>>;
  readonly codes: Readonly<Record<string, number>>;
  readonly cache: Readonly<Record<string, number>>;
  readonly buckets: LatencyBuckets;
  readonly queueBuckets: LatencyBuckets;
  /** At the end of the last second that a router spoke of. */
  readonly inflight: number;
  readonly socketsOpen: number;
}

export class TrafficTotals {
  readonly #apps = new Map<string, AppTotals>();

  add(sample: RouterSample): void {
    const before = this.#apps.get(sample.app);
    const both = (one: object | undefined, other: object): Record<string, number> => mergedCounts([{ ...one }, { ...other }]);
    this.#apps.set(sample.app, {
      byStatus: both(before?.byStatus, sample.byStatus),
      codes: both(before?.codes, sample.codes),
      cache: both(before?.cache, sample.cache),
      buckets: mergedBuckets([before?.buckets ?? [], sample.buckets]),
      queueBuckets: mergedBuckets([before?.queueBuckets ?? [], sample.queueBuckets]),
      inflight: Object.values(sample.dynos).reduce((sum, { inflight }) => sum + inflight, 0),
      socketsOpen: sample.sockets.open,
    });
  }

  forget(app: string): void {
    this.#apps.delete(app);
  }

  entries(): readonly (readonly [app: string, totals: AppTotals])[] {
    return [...this.#apps];
  }
}
