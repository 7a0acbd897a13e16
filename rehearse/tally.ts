import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

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
}

/** What a crowd of bots did and met, counted. */
export class Tally {
  readonly #times: RecordableHistogram = createHistogram();
  readonly #failures = new Map<string, number>();
  readonly #cuts = new Map<string, number>();
  #pages = 0;
  #requests = 0;
  #submits = 0;

  request(outcome: Outcome, tookMs: number): void {
    this.#requests += 1;
    if (outcome.kind === 'cut') return count(this.#cuts, outcome.code);
    this.#times.record(Math.max(1, Math.round(tookMs * 1_000)));
    if (outcome.kind === 'failed') count(this.#failures, outcome.what);
  }

  /** A page that a person has before them. */
  page(): void {
    this.#pages += 1;
  }

  submit(): void {
    this.#submits += 1;
  }

  /** Something went wrong that is not one request's end: a bot that gave up, a row that does not add up. */
  failure(what: string): void {
    count(this.#failures, what);
  }

  totals(): Totals {
    const at = (percentile: number): number | null =>
      this.#times.count === 0 ? null : Math.round(this.#times.percentile(percentile) / 100) / 10;
    return {
      pages: this.#pages,
      requests: this.#requests,
      submits: this.#submits,
      failed: sum(this.#failures),
      failures: Object.fromEntries(this.#failures),
      cut: sum(this.#cuts),
      cuts: Object.fromEntries(this.#cuts),
      p50Ms: at(50),
      p95Ms: at(95),
      p99Ms: at(99),
      maxMs: at(100),
    };
  }
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, each) => total + each, 0);
}
