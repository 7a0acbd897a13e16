import type { Logger } from '#kit/log/logger.ts';
import type { Clock } from '#kit/time/clock.ts';
import type { Store } from '../../store/open.ts';
import type { LogBook } from '../log-book.ts';
import { Drain } from './drain.ts';
import type { DrainState } from './drain.ts';

export interface DrainParts {
  readonly store: Store;
  readonly logBook: LogBook;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A loop for each drain that is on record. */
export class LogDrains {
  readonly #parts: DrainParts;
  readonly #running = new Map<number, Drain>();

  constructor(parts: DrainParts) {
    this.#parts = parts;
  }

  /** Begins those that are new and ends those that are gone. */
  sync(): void {
    const { store, logger } = this.#parts;
    const records = store.logDrains.list();
    const known = new Set(records.map(({ id }) => id));
    for (const [id, drain] of this.#running) {
      if (known.has(id)) continue;
      this.#running.delete(id);
      drain.end().catch((error: unknown) => logger.warn('drain_not_ended', { drain: id, error }));
    }
    for (const record of records) {
      if (this.#running.has(record.id)) continue;
      const remember = (id: number, sentId: number): void => store.logDrains.setSent(id, sentId);
      this.#running.set(record.id, new Drain(record, { ...this.#parts, remember }));
    }
  }

  stateOf(id: number): DrainState {
    return this.#running.get(id)?.state ?? { state: 'waiting', sent: 0, dropped: 0, failure: null };
  }

  async end(): Promise<void> {
    const drains = [...this.#running.values()];
    this.#running.clear();
    await Promise.all(drains.map((drain) => drain.end()));
  }
}
