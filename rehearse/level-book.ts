import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Quantiles, RouteFigures } from './rules/level.ts';
import type { Second } from './stage.ts';

const mostRoutes = 300;

/** One request, from when it was meant to start. */
export interface Sample {
  readonly route: string;
  readonly tookMs: number;
  /** What went wrong; null when nothing did. */
  readonly fault: string | null;
}

/** What a level's requests came to. Only those that were meant to start while it was held count; every answer of that time is a rate. */
export class LevelBook {
  readonly #all = createHistogram();
  readonly #routes = new Map<string, RecordableHistogram>();
  readonly #failures = new Map<string, number>();
  readonly #open = new Map<string, number>();
  #second: RecordableHistogram = createHistogram();
  #requests = 0;
  #failed = 0;
  #answeredInHold = 0;
  #secondFailed = 0;

  begins(route: string): void {
    this.#open.set(route, (this.#open.get(route) ?? 0) + 1);
  }

  /** `counts`: it was meant to start while the level was held; `arrivedInHold`: its answer came then. */
  ends({ route, tookMs, fault }: Sample, { counts, arrivedInHold }: { readonly counts: boolean; readonly arrivedInHold: boolean }): void {
    this.#open.set(route, Math.max(0, (this.#open.get(route) ?? 0) - 1));
    const micros = Math.max(1, Math.round(tookMs * 1_000));
    this.#second.record(micros);
    if (fault !== null) this.#secondFailed += 1;
    if (arrivedInHold && fault === null) this.#answeredInHold += 1;
    if (!counts) return;
    this.#requests += 1;
    this.#all.record(micros);
    this.#routeOf(route).record(micros);
    if (fault !== null) this.fails(fault);
  }

  /** Something wrong that is not the end of one request. */
  fails(what: string): void {
    this.#failed += 1;
    this.#failures.set(what, (this.#failures.get(what) ?? 0) + 1);
  }

  /** The last second, and begins a new one. */
  second(people: number): Second {
    const [times, failed] = [this.#second, this.#secondFailed];
    [this.#second, this.#secondFailed] = [createHistogram(), 0];
    const pages = Object.fromEntries([...this.#open].filter(([, open]) => open > 0));
    return { people, perSecond: times.count, p95: millis(times, 95), failed, pages };
  }

  figures(holdSeconds: number): BookFigures {
    return {
      ...quantiles(this.#all),
      quickMs: millis(this.#all, 5),
      requests: this.#requests,
      perSecond: Math.round((this.#answeredInHold / holdSeconds) * 100) / 100,
      failedPercent: this.#requests === 0 ? 0 : Math.round((10_000 * this.#failed) / Math.max(this.#requests, this.#failed)) / 100,
      failures: Object.fromEntries(this.#failures),
      routes: Object.fromEntries([...this.#routes].map(([route, times]) => [route, { requests: times.count, ...quantiles(times) }])),
    };
  }

  #routeOf(name: string): RecordableHistogram {
    const route = this.#routes.has(name) || this.#routes.size < mostRoutes ? name : 'other';
    const known = this.#routes.get(route) ?? createHistogram();
    this.#routes.set(route, known);
    return known;
  }
}

export interface BookFigures extends Quantiles {
  readonly quickMs: number | null;
  readonly requests: number;
  readonly perSecond: number;
  readonly failedPercent: number;
  readonly failures: Readonly<Record<string, number>>;
  readonly routes: Readonly<Record<string, RouteFigures>>;
}

function quantiles(times: RecordableHistogram): Quantiles {
  return { p50: millis(times, 50), p95: millis(times, 95), p99: millis(times, 99), max: millis(times, 100) };
}

const millis = (times: RecordableHistogram, percentile: number): number | null =>
  times.count === 0 ? null : Math.round(times.percentile(percentile) / 100) / 10;
