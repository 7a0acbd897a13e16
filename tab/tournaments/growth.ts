import { refreshStatistics } from '../store/statistics.ts';
import type { Tab } from '../tab.ts';

/** Much has been added: what is read next is planned for how much there is now. Never fails: without it the next step is only slower. */
export async function haveGrown({ db, logger }: Pick<Tab, 'db' | 'logger'>): Promise<void> {
  await refreshStatistics(db).catch((error: unknown) => logger.warn('statistics_not_refreshed', { error }));
}
