/** How a request that others waited for came out. */
export type Landing = 'kept' | 'pass' | 'failed' | 'slow';

/** A page that is being asked for, and those who wait for the answer (CCH-11). */
export class Flight {
  readonly landed: Promise<Landing>;
  readonly #settle: (landing: Landing) => void;
  readonly #mostMs: number;
  #timer: NodeJS.Timeout | null = null;

  /** Nobody waits longer than this. `leave`: from here on nobody joins it. */
  constructor(mostMs: number, leave: () => void) {
    this.#mostMs = mostMs;
    const { promise, resolve } = Promise.withResolvers<Landing>();
    this.landed = promise;
    this.#settle = (landing) => {
      leave();
      resolve(landing);
    };
  }

  join(): Promise<Landing> {
    this.#timer ??= setTimeout(() => this.#settle('slow'), this.#mostMs).unref();
    return this.landed;
  }

  land(landing: Landing): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#settle(landing);
  }
}
