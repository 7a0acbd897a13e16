import type { Waiter } from './waiter.ts';

/** Who waits for a dyno of an app: those that go first, then the others, each in the order in which they came (RTR-12). */
export class Line {
  readonly #first = new Set<Waiter>();
  readonly #others = new Set<Waiter>();

  get size(): number {
    return this.#first.size + this.#others.size;
  }

  /** Anything that may be taken away while the line is walked along. */
  *[Symbol.iterator](): Generator<Waiter> {
    yield* this.#first;
    yield* this.#others;
  }

  add(waiter: Waiter): void {
    (waiter.goesFirst ? this.#first : this.#others).add(waiter);
  }

  delete(waiter: Waiter): void {
    this.#first.delete(waiter);
    this.#others.delete(waiter);
  }

  /** The one of the others who came last, and so gives way in a full line; null when there is none. */
  get last(): Waiter | null {
    return [...this.#others].at(-1) ?? null;
  }
}
