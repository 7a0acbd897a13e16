import type { RequestCode } from '../rules/codes.ts';
import { bucketOf } from '../rules/latency-buckets.ts';
import type { RequestFacts } from '../rules/log-line.ts';
import { statusClass, type RouterSample, type StatusClass } from '../rules/router-sample.ts';

/** What is counted of one app in one second. */
export class AppSecond {
  #requests = 0;
  #failed = 0;
  #bytes = 0;
  readonly #byStatus: Partial<Record<StatusClass, number>> = {};
  readonly #codes: Partial<Record<RequestCode, number>> = {};
  readonly #buckets: number[] = [];
  readonly #byDyno = new Map<string, number>();

  /** `isMeasured`: its duration says something of the app. */
  add(facts: RequestFacts, isMeasured: boolean): void {
    const { status, code, dyno } = facts;
    const byStatus = statusClass(status);
    this.#requests += 1;
    this.#bytes += facts.bytes;
    this.#byStatus[byStatus] = (this.#byStatus[byStatus] ?? 0) + 1;
    if (status >= 500) this.#failed += 1;
    if (code !== null) this.#codes[code] = (this.#codes[code] ?? 0) + 1;
    if (dyno !== '') this.#byDyno.set(dyno, (this.#byDyno.get(dyno) ?? 0) + 1);
    if (isMeasured) this.#addDuration((facts.queueMs ?? 0) + (facts.serviceMs ?? 0));
  }

  /** `inflight`: requests that each dyno works on at the end of the second, by name. */
  sample(app: string, second: number, inflight: ReadonlyMap<string, number>): RouterSample {
    const names = [...new Set([...this.#byDyno.keys(), ...inflight.keys()])].sort();
    const dynos = Object.fromEntries(
      names.map((name) => [name, { requests: this.#byDyno.get(name) ?? 0, inflight: inflight.get(name) ?? 0 }]),
    );
    const counted = { requests: this.#requests, failed: this.#failed, bytes: this.#bytes };
    return { app, second, ...counted, byStatus: this.#byStatus, codes: this.#codes, buckets: this.#buckets, dynos };
  }

  #addDuration(ms: number): void {
    const bucket = bucketOf(ms);
    while (this.#buckets.length <= bucket) this.#buckets.push(0);
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
  }
}
