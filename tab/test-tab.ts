import { join } from 'node:path';
import { createLogger } from '#kit/log/logger.ts';
import { testDatabase } from '#kit/testing/database.ts';
import { findRound } from './round/find.ts';
import { roundActs } from './round/path.ts';
import type { RoundActName } from './round/path.ts';
import { openTab } from './open-tab.ts';
import type { Tab } from './tab.ts';

/** For tests: a tab on a database of its own, with seeds that count up. */
export interface TestTab extends Tab {
  readonly databaseUrl: string;
  close(): Promise<void>;
}

export async function testTab(): Promise<TestTab> {
  const database = await testDatabase({ migrations: join(import.meta.dirname, 'store/migrations') });
  let seeds = 0;
  const logger = createLogger({ name: 'test', level: 'silent' });
  const tab = openTab({ databaseUrl: database.url, logger, newSeed: () => `seed ${(seeds += 1)}` });
  return {
    ...tab,
    databaseUrl: database.url,
    close: async () => {
      await tab.close();
      await database.drop();
    },
  };
}

/** Does the acts to a round, one after the other. */
export async function act(tab: Tab, place: { readonly slug: string; readonly seq: number }, ...names: RoundActName[]): Promise<void> {
  for (const name of names) {
    const found = await findRound(tab, place.slug, place.seq);
    await roundActs[name].run(tab, { ...found, actor: 'admin' });
  }
}
