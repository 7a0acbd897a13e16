import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#kit/log/logger.ts';
import type { Driver, DynoStatus } from '../drivers/driver.ts';
import type { DynoBoard } from './dyno-board.ts';
import type { RouterLink } from './router-link.ts';

/** Open requests and WebSockets of a dyno that goes are waited for this long (SUP-23). */
const drainLimitMs = 30_000;
const lookEveryMs = 100;

interface DrainParts {
  readonly driver: Driver;
  readonly router: RouterLink;
  readonly board: DynoBoard;
  readonly logger: Logger;
}

/** Dynos that have left the routing table and are stopped when nothing of theirs is under way any more. */
export class Drains {
  readonly #driver: Driver;
  readonly #router: RouterLink;
  readonly #board: DynoBoard;
  readonly #logger: Logger;
  readonly #going = new Set<string>();

  constructor(parts: DrainParts) {
    this.#driver = parts.driver;
    this.#router = parts.router;
    this.#board = parts.board;
    this.#logger = parts.logger;
  }

  /** Call it after the table without these dynos was pushed. Those that were asked to go before and are not in the list stay. */
  retire(dynos: readonly DynoStatus[], reason: string): void {
    for (const dyno of dynos.filter((each) => !this.#going.has(each.id))) {
      this.#going.add(dyno.id);
      void this.#drain(dyno, reason);
    }
  }

  /** A wish that came back before its dyno had stopped. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.#going) if (ids.has(id)) this.#going.delete(id);
  }

  async #drain(dyno: DynoStatus, reason: string): Promise<void> {
    try {
      if (dyno.port !== null && dyno.state === 'up') await this.#untilQuiet(dyno.id);
      if (!this.#going.has(dyno.id)) return;
      this.#board.setRetired(dyno.id);
      await this.#driver.stop(dyno.id, reason);
    } catch (error) {
      this.#logger.warn('dyno_not_stopped', { dyno: dyno.id, error });
    } finally {
      this.#going.delete(dyno.id);
    }
  }

  async #untilQuiet(id: string): Promise<void> {
    const deadline = performance.now() + drainLimitMs;
    while (this.#going.has(id) && performance.now() < deadline) {
      const status = await this.#router.status().catch(() => null);
      if (status === null || (status.inflight[id] ?? 0) === 0) return;
      await delay(lookEveryMs);
    }
  }
}
