/** How a request that others waited for came out. */
export type Landing = 'kept' | 'pass' | 'failed' | 'slow';

/** A page that is being asked for, and those who wait for the answer (CCH-11). */
export class Flight {
  readonly landed: Promise<Landing>;
  readonly #settle: (landing: Landing) => void;
  #timer: NodeJS.Timeout | null = null;

  /** `leave`: from here on nobody joins it. */
  constructor(leave: () => void) {
    const { promise, resolve } = Promise.withResolvers<Landing>();
    this.landed = promise;
    this.#settle = (landing) => {
      leave();
      resolve(landing);
    };
  }

  /** Nobody waits longer than this. */
  join(mostMs: number): Promise<Landing> {
    this.#timer ??= setTimeout(() => this.#settle('slow'), mostMs).unref();
    return this.landed;
  }

  land(landing: Landing): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#settle(landing);
  }
}
