import type { CacheOutcome } from '../rules/cache-status.ts';
import { isServedByCache } from '../rules/cache-status.ts';
import type { RequestCode } from '../rules/codes.ts';
import { addDuration, packedBuckets } from '../rules/latency-buckets.ts';
import type { RequestFacts } from '../rules/log-line.ts';
import { statusClass } from '../rules/router-sample.ts';
import type { RouteCounts, RouterSample, SocketCounts, StatusClass } from '../rules/router-sample.ts';

/** What of an app goes on at the end of a second. */
export interface Standing {
  /** Requests that each dyno works on, by name. */
  readonly inflight: ReadonlyMap<string, number>;
  /** Requests that wait for a dyno. */
  readonly waiting: number;
  /** WebSockets that are open. */
  readonly sockets: SocketCounts;
}

/** What is counted of one app in one second. */
export class AppSecond {
  #requests = 0;
  #failed = 0;
  #failedByRouter = 0;
  #bytes = 0;
  #dispatched = 0;
  #serviceMs = 0;
  readonly #byStatus: Partial<Record<StatusClass, number>> = {};
  readonly #codes: Partial<Record<RequestCode, number>> = {};
  readonly #cache: Partial<Record<CacheOutcome, number>> = {};
  readonly #buckets: number[] = [];
  readonly #queueBuckets: number[] = [];
  readonly #cachedBuckets: number[] = [];
  readonly #byDyno = new Map<string, number>();
  readonly #routes = new Map<string, RouteSecond>();

  /** `isMeasured`: its duration says something of the app. */
  add(facts: RequestFacts, { isMeasured, route }: { readonly isMeasured: boolean; readonly route: string }): void {
    const { code, dyno, cache } = facts;
    this.#count(facts);
    if (isServedByCache(cache)) addDuration(this.#cachedBuckets, totalMs(facts));
    else if (isMeasured && (dyno !== '' || code !== null)) this.#measure(facts, route);
  }

  sample(app: string, second: number, { inflight, waiting, sockets }: Standing): RouterSample {
    const names = [...new Set([...this.#byDyno.keys(), ...inflight.keys()])].sort();
    const dynos = Object.fromEntries(
      names.map((name) => [name, { requests: this.#byDyno.get(name) ?? 0, inflight: inflight.get(name) ?? 0 }]),
    );
    const routes = Object.fromEntries([...this.#routes].map(([route, counted]) => [route, counted.counts]));
    const counted = { requests: this.#requests, failed: this.#failed, failedByRouter: this.#failedByRouter, bytes: this.#bytes };
    const worked = { dispatched: this.#dispatched, serviceMs: Math.round(this.#serviceMs) };
    const histograms = { buckets: this.#buckets, queueBuckets: this.#queueBuckets, cachedBuckets: this.#cachedBuckets };
    const byKind = { byStatus: this.#byStatus, codes: this.#codes, cache: this.#cache };
    return { app, second, ...counted, ...worked, ...byKind, ...histograms, waiting, sockets, routes, dynos };
  }

  #count({ status, code, dyno, cache, bytes }: RequestFacts): void {
    this.#requests += 1;
    this.#bytes += bytes;
    if (status >= 500) this.#failed += 1;
    if (status >= 500 && code !== null) this.#failedByRouter += 1;
    count(this.#byStatus, statusClass(status));
    count(this.#cache, cache);
    if (code !== null) count(this.#codes, code);
    if (dyno !== '') this.#byDyno.set(dyno, (this.#byDyno.get(dyno) ?? 0) + 1);
  }

  #measure(facts: RequestFacts, route: string): void {
    const ms = totalMs(facts);
    addDuration(this.#buckets, ms);
    addDuration(this.#queueBuckets, facts.queueMs ?? 0);
    if (facts.dyno !== '') {
      this.#dispatched += 1;
      this.#serviceMs += facts.serviceMs ?? 0;
    }
    let counted = this.#routes.get(route);
    if (counted === undefined) this.#routes.set(route, (counted = new RouteSecond()));
    counted.add(ms, facts.status >= 500);
  }
}

function count<Name extends string>(counts: Partial<Record<Name, number>>, name: Name): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Queue + connect + service. What waited in vain for a dyno was served by its waiting. */
function totalMs({ dyno, queueMs, serviceMs }: RequestFacts): number {
  return dyno === '' ? Math.max(queueMs ?? 0, serviceMs ?? 0) : (queueMs ?? 0) + (serviceMs ?? 0);
}

class RouteSecond {
  #requests = 0;
  #failed = 0;
  #totalMs = 0;
  readonly #buckets: number[] = [];

  add(ms: number, isFailed: boolean): void {
    this.#requests += 1;
    if (isFailed) this.#failed += 1;
    this.#totalMs += ms;
    addDuration(this.#buckets, ms);
  }

  get counts(): RouteCounts {
    return { requests: this.#requests, failed: this.#failed, totalMs: Math.round(this.#totalMs), buckets: packedBuckets(this.#buckets) };
  }
}
