import pg from 'pg';
import type { Logger } from '../log/logger.ts';
import { textQuery } from './query.ts';

/** Tells every listener of `channel`, when the transaction commits. At most 7,999 bytes: send an id, not the thing. */
export const notifyQuery = textQuery<{ channel: string; payload: string }, unknown>('notify', 'select pg_notify($1, $2)', (args) => [
  args.channel,
  args.payload,
]);

const retryMs = 500;

/** One connection that hears NOTIFY for the whole process and comes back by itself. */
export class Listener {
  readonly #url: string;
  readonly #logger: Logger;
  readonly #handlers = new Map<string, Set<(payload: string) => void>>();
  readonly #gaps = new Set<() => void>();
  #client: pg.Client | null = null;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { readonly url: string; readonly logger: Logger }) {
    this.#url = options.url;
    this.#logger = options.logger;
    void this.#open(false);
  }

  /** Returns the function that ends the subscription. */
  subscribe(channel: string, onMessage: (payload: string) => void): () => void {
    const set = this.#handlers.get(channel) ?? new Set();
    this.#handlers.set(channel, set.add(onMessage));
    if (set.size === 1) this.#client?.query(`listen ${pg.escapeIdentifier(channel)}`).catch(() => {});
    return () => {
      set.delete(onMessage);
      if (set.size > 0) return;
      this.#handlers.delete(channel);
      this.#client?.query(`unlisten ${pg.escapeIdentifier(channel)}`).catch(() => {});
    };
  }

  /** Called after the connection was lost and is back: messages may have been missed, so read again what matters. */
  onGap(refresh: () => void): () => void {
    this.#gaps.add(refresh);
    return () => this.#gaps.delete(refresh);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#client?.end();
  }

  async #open(isReturn: boolean): Promise<void> {
    if (this.#isClosed) return;
    const next = new pg.Client({ connectionString: this.#url, keepAlive: true });
    next.on('error', (error) => this.#logger.warn('listener_connection_lost', { error }));
    next.on('end', () => this.#lost(next));
    next.on('notification', ({ channel, payload }) => {
      for (const handle of this.#handlers.get(channel) ?? []) handle(payload ?? '');
    });
    try {
      await next.connect();
      if (this.#isClosed) return await next.end(); // while it connected: nobody else knows of it
      this.#client = next;
      for (const channel of this.#handlers.keys()) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (isReturn) for (const refresh of this.#gaps) refresh();
    } catch (error) {
      this.#logger.warn('listener_not_connected', { error });
      await next.end().catch(() => {});
      this.#lost(next);
    }
  }

  #lost(client: pg.Client): void {
    if (this.#client === client) this.#client = null;
    clearTimeout(this.#timer);
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.#open(true), retryMs);
  }
}
