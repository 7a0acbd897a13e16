import type { Logger } from '#kit/log/logger.ts';
import { ApiConnection } from '../../api-connection.ts';

const flushWithinMs = 2_000;

/** What only control knows of who is outside: where an app's own page cache is, and who holds a token. */
export class Guests {
  readonly #control: ApiConnection;
  readonly #logger: Logger;

  constructor(controlSocket: string, logger: Logger) {
    this.#control = new ApiConnection({ kind: 'socket', path: controlSocket, actor: 'router' });
    this.#logger = logger;
  }

  /** Whether the platform has given this token to somebody who may operate apps; false while control is away. */
  async mayOperate(token: string): Promise<boolean> {
    const call = { method: 'POST', path: '/internal/may-operate', body: { token }, signal: AbortSignal.timeout(flushWithinMs) } as const;
    const { may } = await this.#control.call<{ may: boolean }>(call).catch(() => ({ may: false }));
    return may;
  }

  /** Settles when it is done, or cannot be: the writer's answer does not wait for ever, and the pages end by themselves. */
  async flush(flush: { readonly app: string; readonly tags: readonly string[] }): Promise<void> {
    const signal = AbortSignal.timeout(flushWithinMs);
    await this.#control.call({ method: 'POST', path: '/internal/guest-flush', body: flush, signal }).catch((error: unknown) => {
      this.#logger.warn('guest_not_flushed', { app: flush.app, error });
    });
  }
}
