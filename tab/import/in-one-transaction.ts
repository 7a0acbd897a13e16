import type { Tab } from '../tab.ts';

/**
 * Gives a tab whose every change belongs to one transaction, so that a work of many stages is there whole or not at all, also when this process is
 * killed in the middle of it. What it announces is held back until then.
 */
export async function inOneTransaction<Result>(tab: Tab, work: (tab: Tab) => Promise<Result>): Promise<Result> {
  const held: (readonly [topic: string, message: string])[] = [];
  const result = await tab.db.inTransaction((tx) =>
    work({
      ...tab,
      db: { ...tx, inTransaction: (part) => part(tx), end: () => Promise.reject(new Error('whoever opened the database ends it')) },
      live: {
        publish: (topic, message) => {
          held.push([topic, message]);
          return Promise.resolve();
        },
        subscribe: (topic, onMessage) => tab.live.subscribe(topic, onMessage),
        onGap: (refresh) => tab.live.onGap(refresh),
        close: () => Promise.resolve(),
      },
    }),
  );
  const news = new Map(held.map(([topic, message]) => [`${topic} ${message}`, [topic, message] as const]));
  await Promise.all([...news.values()].map(([topic, message]) => tab.live.publish(topic, message)));
  return result;
}
