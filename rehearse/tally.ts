import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { RouteFigures } from './rules/level.ts';

/** How one request ended. */
export type Outcome =
  /** A page, a redirect, or the app's own word that something in a form is wrong. */
  | { readonly kind: 'answered' }
  /** No answer, or the router's in the app's stead; the same request went out again. `code` is the router's (`H13`) or `no answer`. */
  | { readonly kind: 'cut'; readonly code: string }
  /** An answer that no person should see. */
  | { readonly kind: 'failed'; readonly what: string };

export interface Totals {
  readonly pages: number;
  readonly requests: number;
  readonly submits: number;
  readonly failed: number;
  /** What failed, with how often. */
  readonly failures: Readonly<Record<string, number>>;
  /** Requests that were cut and sent again, by code. */
  readonly cut: number;
  readonly cuts: Readonly<Record<string, number>>;
  /** Milliseconds from a request to its whole answer; null when there was none. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
  /** From a press until the page that comes is there, redirects included. */
  readonly submitMs: Times;
  /** From the word that a wait is over until the next page is there. */
  readonly releaseMs: Times;
  /** `GET /cup/draw/`: what differs from person to person is left out. */
  readonly routes: Readonly<Record<string, RouteFigures>>;
}

const mostRoutes = 100;

/** Of many times; milliseconds, null when there was none. */
export interface Times {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** What a crowd of bots did and met, counted. */
export class Tally {
  readonly #times: RecordableHistogram = createHistogram();
  readonly #submits: RecordableHistogram = createHistogram();
  readonly #releases: RecordableHistogram = createHistogram();
  readonly #failures = new Map<string, number>();
  readonly #cuts = new Map<string, number>();
  readonly #routes = new Map<string, RecordableHistogram>();
  #pages = 0;
  #requests = 0;

  request(outcome: Outcome, tookMs: number, route: string): void {
    this.#requests += 1;
    if (outcome.kind === 'cut') return count(this.#cuts, outcome.code);
    this.#times.record(micros(tookMs));
    this.#routeOf(route).record(micros(tookMs));
    if (outcome.kind === 'failed') count(this.#failures, outcome.what);
  }

  /** A page that a person has before them. */
  page(): void {
    this.#pages += 1;
  }

  /** A form that was sent, and how long it took until the next page was there. */
  submit(tookMs: number): void {
    this.#submits.record(micros(tookMs));
  }

  /** Somebody came to the next page after a wait. */
  released(tookMs: number): void {
    this.#releases.record(micros(tookMs));
  }

  /** Something went wrong that is not one request's end: a bot that gave up, a row that does not add up. */
  failure(what: string): void {
    count(this.#failures, what);
  }

  totals(): Totals {
    const at = (percentile: number): number | null => millis(this.#times, percentile);
    return {
      pages: this.#pages,
      requests: this.#requests,
      submits: this.#submits.count,
      failed: sum(this.#failures),
      failures: Object.fromEntries(this.#failures),
      cut: sum(this.#cuts),
      cuts: Object.fromEntries(this.#cuts),
      p50Ms: at(50),
      p95Ms: at(95),
      p99Ms: at(99),
      maxMs: at(100),
      submitMs: timesOf(this.#submits),
      releaseMs: timesOf(this.#releases),
      routes: Object.fromEntries([...this.#routes].map(([route, times]) => [route, routeFigures(times)])),
    };
  }

  #routeOf(name: string): RecordableHistogram {
    const route = this.#routes.has(name) || this.#routes.size < mostRoutes ? name : 'other';
    const known = this.#routes.get(route) ?? createHistogram();
    this.#routes.set(route, known);
    return known;
  }
}

const micros = (ms: number): number => Math.max(1, Math.round(ms * 1_000));

function millis(times: RecordableHistogram, percentile: number): number | null {
  return times.count === 0 ? null : Math.round(times.percentile(percentile) / 100) / 10;
}

function routeFigures(times: RecordableHistogram): RouteFigures {
  return { requests: times.count, ...timesOf(times), max: millis(times, 100) };
}

function timesOf(times: RecordableHistogram): Times {
  return { p50: millis(times, 50), p95: millis(times, 95), p99: millis(times, 99) };
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, each) => total + each, 0);
}
