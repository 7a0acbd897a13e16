import type { Logger } from '#kit/log/logger.ts';
import { ApiConnection } from '../../api-connection.ts';

const flushWithinMs = 2_000;

/** Has control empty the page cache that an app keeps itself: control knows where it is. */
export class Guests {
  readonly #control: ApiConnection;
  readonly #logger: Logger;

  constructor(controlSocket: string, logger: Logger) {
    this.#control = new ApiConnection({ kind: 'socket', path: controlSocket, actor: 'router' });
    this.#logger = logger;
  }

  /** Settles when it is done, or cannot be: the writer's answer does not wait for ever, and the pages end by themselves. */
  async flush(flush: { readonly app: string; readonly tags: readonly string[] }): Promise<void> {
    const signal = AbortSignal.timeout(flushWithinMs);
    await this.#control.call({ method: 'POST', path: '/internal/guest-flush', body: flush, signal }).catch((error: unknown) => {
      this.#logger.warn('guest_not_flushed', { app: flush.app, error });
    });
  }
}
