import type { Clock } from '#kit/time/clock.ts';
import type { ErrorBook, Incoming } from '../store/error-book.ts';

/** What comes in within this time is written together (ERR-07). */
const togetherMs = 8;

interface Waiting {
  readonly incoming: readonly Incoming[];
  readonly done: PromiseWithResolvers<void>;
}

/** Writes what comes in, many at a time: an answer is given when it is on the disk. */
export class Intake {
  readonly #book: ErrorBook;
  readonly #clock: Clock;
  #waiting: Waiting[] = [];

  constructor(book: ErrorBook, clock: Clock) {
    this.#book = book;
    this.#clock = clock;
  }

  async take(incoming: readonly Incoming[]): Promise<void> {
    if (incoming.length === 0) return;
    const done = Promise.withResolvers<void>();
    if (this.#waiting.length === 0) setTimeout(() => this.#write(), togetherMs);
    this.#waiting.push({ incoming, done });
    await done.promise;
  }

  #write(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    try {
      this.#take(batch);
    } catch {
      batch.forEach((one) => this.#writeAlone(one)); // what cannot be written spoils nothing that came beside it
    }
  }

  #writeAlone(one: Waiting): void {
    try {
      this.#take([one]);
    } catch (error) {
      one.done.reject(error);
    }
  }

  #take(batch: readonly Waiting[]): void {
    this.#book.take(
      batch.flatMap(({ incoming }) => incoming),
      this.#clock.nowMs(),
    );
    batch.forEach(({ done }) => done.resolve());
  }
}
