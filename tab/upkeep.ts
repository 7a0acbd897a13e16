import { Logger, run, runMigrations } from 'graphile-worker';
import type { Runner } from 'graphile-worker';
import type { Logger as OurLogger } from '#kit/log/logger.ts';
import { bySlug, list } from './store/tournaments.ts';
import { forgetLogins, forgetReceipts } from './store/upkeep.ts';
import type { Tab } from './tab.ts';
import { verifyJournal } from './tournaments/verify.ts';

const day = 24 * 3600 * 1000;
/** Reliability specification 2.1: at least thirty days. */
const receiptsKeptMs = 31 * day;

/** What the worker does beside the pages, by the name of the job in the queue. */
export const upkeep = {
  /** Forgets logins that have run out and receipts that nobody can ask for any more. */
  'clean-up': async (tab: Tab): Promise<void> => {
    const nowMs = tab.clock.nowMs();
    const [receipts, logins] = await Promise.all([
      forgetReceipts(tab.db, new Date(nowMs - receiptsKeptMs)),
      forgetLogins(tab.db, new Date(nowMs)),
    ]);
    tab.logger.info('cleaned_up', { receipts, logins });
  },
  /** Walks the journal of every active tournament holds its ballots beside it, and says what was changed behind our back, if anything. */
  'verify-journals': async (tab: Tab): Promise<void> => {
    for (const { slug } of (await list(tab.db)).filter(({ active }) => active)) {
      const tournament = await bySlug(tab.db, slug);
      if (tournament === null) continue;
      const { rows, firstBadRow, faults } = await verifyJournal(tab, tournament);
      if (faults.length === 0) tab.logger.info('journal_verified', { tournament: slug, rows });
      else tab.logger.error('journal_broken', { tournament: slug, firstBadRow, faults: faults.length });
    }
  },
} as const satisfies Record<string, (tab: Tab) => Promise<void>>;

/** Both once at the start of the hour; the queue sees to it that one worker of several does each. */
const timetable = ['7 * * * * clean-up', '37 * * * * verify-journals'].join('\n');

/**
 * Brings the queue's own tables up to date. Under the lock of the start: a process that looks for its tables meanwhile (Kysely asks for all
 * there are) would find some of them half made.
 */
export async function prepareUpkeep(databaseUrl: string): Promise<void> {
  await runMigrations({ connectionString: databaseUrl, maxPoolSize: 1, logger: new Logger(() => () => {}) });
}

/** Takes jobs from the queue in Postgres until it is stopped. */
export function startUpkeep(tab: Tab, databaseUrl: string): Promise<Runner> {
  return run({
    connectionString: databaseUrl,
    maxPoolSize: 2,
    concurrency: 1,
    noHandleSignals: true,
    pollInterval: 5_000,
    crontab: timetable,
    taskList: Object.fromEntries(Object.entries(upkeep).map(([name, job]) => [name, () => job(tab)])),
    logger: new Logger(() => (level, message) => sayFor(tab.logger, level, message)),
  });
}

function sayFor(logger: OurLogger, level: string, message: string): void {
  if (level === 'error') logger.error('queue_failed', { message });
  else if (level === 'warning') logger.warn('queue_warned', { message });
  else logger.debug('queue_said', { message });
}
