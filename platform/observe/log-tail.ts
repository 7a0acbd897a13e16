import type { LogLine } from '../rules/resources.ts';

/** SUP-33: lines that may wait for a live tail, and live tails that an app may have. */
export const tailLimits = { lines: 1_024, tailsPerApp: 100 } as const;

/** Who reads a log as it grows. */
export interface TailReader {
  onItem(line: LogLine): void;
  /** Settles when it takes more, or is gone. One without it always takes more. */
  ready?(): Promise<unknown> | null;
  readonly signal: AbortSignal;
}

interface TailOptions {
  /** Lines that may wait for the reader. */
  readonly most: number;
  /** The reader has caught up, or gone, and did not get so many lines. */
  onLeftOut(lines: number): void;
}

/** One live tail. Nobody waits for a reader that is slow: what it has no room for is left out in one piece, until it has read the rest. */
export class LogTail {
  /** Settles when the reader has gone or the tail was ended. */
  readonly ended: Promise<void>;
  readonly #reader: TailReader;
  readonly #options: TailOptions;
  readonly #ending = Promise.withResolvers<void>();
  #waiting: LogLine[] = [];
  #leftOut = 0;
  #isPassing = false;
  #isOver = false;

  constructor(reader: TailReader, options: TailOptions) {
    this.#reader = reader;
    this.#options = options;
    this.ended = this.#ending.promise;
    if (reader.signal.aborted) this.end();
    else reader.signal.addEventListener('abort', () => this.end(), { once: true });
  }

  push(line: LogLine): void {
    if (this.#isOver) return;
    if (this.#leftOut > 0 || this.#waiting.length >= this.#options.most) this.#leftOut += 1;
    else this.#waiting.push(line);
    if (!this.#isPassing) void this.#pass();
  }

  end(): void {
    this.#isOver = true;
    this.#waiting = [];
    this.#sayLeftOut();
    this.#ending.resolve();
  }

  async #pass(): Promise<void> {
    this.#isPassing = true;
    for (let line = this.#waiting.shift(); line !== undefined; line = this.#waiting.shift()) {
      this.#reader.onItem(line);
      const ready = this.#reader.ready?.() ?? null;
      if (ready !== null) await ready.catch(() => {}); // it has gone: the signal says so
    }
    this.#isPassing = false;
    this.#sayLeftOut();
  }

  #sayLeftOut(): void {
    const lines = this.#leftOut;
    this.#leftOut = 0;
    if (lines > 0) this.#options.onLeftOut(lines);
  }
}
