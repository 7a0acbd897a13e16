import pg from 'pg';
import type { Logger } from '../log/logger.ts';
import { textQuery } from './query.ts';

/** Tells every listener of `channel`, when the transaction commits. At most 7,999 bytes: send an id, not the thing. */
export const notifyQuery = textQuery<{ channel: string; payload: string }, unknown>('notify', 'select pg_notify($1, $2)', (args) => [
  args.channel,
  args.payload,
]);

/** One connection that hears NOTIFY for the whole process and comes back by itself. */
export interface Listener {
  /** Returns the function that ends the subscription. */
  subscribe(channel: string, onMessage: (payload: string) => void): () => void;
  /** Called after the connection was lost and is back: messages may have been missed, so read again what matters. */
  onGap(refresh: () => void): () => void;
  close(): Promise<void>;
}

const retryMs = 500;

export function createListener(options: { readonly url: string; readonly logger: Logger }): Listener {
  const handlers = new Map<string, Set<(payload: string) => void>>();
  const gaps = new Set<() => void>();
  let client: pg.Client | null = null;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  const open = async (isReturn: boolean): Promise<void> => {
    if (isClosed) return;
    const next = new pg.Client({ connectionString: options.url, keepAlive: true });
    next.on('error', (error) => options.logger.warn('listener_connection_lost', { error }));
    next.on('end', () => {
      if (client === next) client = null;
      if (!isClosed) timer = setTimeout(() => void open(true), retryMs);
    });
    next.on('notification', ({ channel, payload }) => {
      for (const handle of handlers.get(channel) ?? []) handle(payload ?? '');
    });
    try {
      await next.connect();
      client = next;
      for (const channel of handlers.keys()) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (isReturn) for (const refresh of gaps) refresh();
    } catch (error) {
      options.logger.warn('listener_not_connected', { error });
      await next.end().catch(() => {});
    }
  };
  void open(false);

  return {
    subscribe: (channel, onMessage) => {
      const set = handlers.get(channel) ?? new Set();
      handlers.set(channel, set.add(onMessage));
      if (set.size === 1) client?.query(`listen ${pg.escapeIdentifier(channel)}`).catch(() => {});
      return () => {
        set.delete(onMessage);
        if (set.size > 0) return;
        handlers.delete(channel);
        client?.query(`unlisten ${pg.escapeIdentifier(channel)}`).catch(() => {});
      };
    },
    onGap: (refresh) => {
      gaps.add(refresh);
      return () => gaps.delete(refresh);
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
