import { Redis } from 'ioredis';
import type { Logger } from '../log/logger.ts';
import { Topics } from './channel.ts';
import type { LiveChannel } from './channel.ts';

const prefix = 'rostra:live:';

export function redisChannel(options: { readonly url: string; readonly logger: Logger }): LiveChannel {
  const topics = new Topics();
  const gaps = new Set<() => void>();
  const publisher = new Redis(options.url, { maxRetriesPerRequest: 1 });
  const subscriber = new Redis(options.url, { maxRetriesPerRequest: null });
  for (const client of [publisher, subscriber]) {
    client.on('error', (error) => options.logger.warn('redis_connection_lost', { error }));
  }
  let wasReady = false;
  subscriber.on('ready', () => {
    if (wasReady) for (const refresh of gaps) refresh();
    wasReady = true;
  });
  subscriber.psubscribe(`${prefix}*`).catch((error: unknown) => options.logger.warn('redis_not_subscribed', { error }));
  subscriber.on('pmessage', (_pattern, name, message) => topics.deliver(name.slice(prefix.length), message));
  return {
    publish: async (topic, message) => {
      await publisher.publish(prefix + topic, message);
    },
    subscribe: (topic, onMessage) => topics.add(topic, onMessage),
    onGap: (refresh) => {
      gaps.add(refresh);
      return () => gaps.delete(refresh);
    },
    close: async () => {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
