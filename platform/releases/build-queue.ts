import type { Logger } from '#kit/log/logger.ts';

/** One build at a time on a machine that serves people meanwhile (CON-09). */
export class BuildQueue {
  readonly #logger: Logger;
  #last: Promise<void> = Promise.resolve();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Runs when everything before it is over. */
  add(work: () => Promise<void>): void {
    void this.alone(work);
  }

  alone(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work).catch((error: unknown) => this.#logger.error('build_broke', { error }));
    return this.#last;
  }
}
