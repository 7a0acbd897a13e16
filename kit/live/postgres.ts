import { notifyQuery, Listener } from '../db/notify.ts';
import type { Database } from '../db/connect.ts';
import type { Logger } from '../log/logger.ts';
import { Topics } from './channel.ts';
import type { LiveChannel } from './channel.ts';

/** All live topics travel on one Postgres channel; each process picks out what it has subscribers for. */
const channel = 'rostra_live';

/** The message that `publish` sends, for statements that notify inside their own transaction: `pg_notify(liveChannelName, …)`. */
export function livePayload(topic: string, message: string): string {
  return `${topic}\n${message}`;
}

export const liveChannelName = channel;

export function postgresChannel(options: { readonly url: string; readonly db: Database; readonly logger: Logger }): LiveChannel {
  const topics = new Topics();
  const listener = new Listener(options);
  listener.subscribe(channel, (payload) => {
    const end = payload.indexOf('\n');
    if (end > 0) topics.deliver(payload.slice(0, end), payload.slice(end + 1));
  });
  return {
    publish: async (topic, message) => {
      await options.db.run(notifyQuery, { channel, payload: livePayload(topic, message) });
    },
    subscribe: (topic, onMessage) => topics.add(topic, onMessage),
    onGap: (refresh) => listener.onGap(refresh),
    close: () => listener.close(),
  };
}
