import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { withAdvisoryLock } from '#kit/db/lock.ts';
import { migrate } from '#kit/db/migrate.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { createLogger } from '#kit/log/logger.ts';
import type { Logger } from '#kit/log/logger.ts';
import { reportingLogger } from '#kit/log/report-errors.ts';
import { startPostgres } from '#kit/postgres/server.ts';
import { tabConfig } from './config.ts';
import { startDelivery } from './messages/deliver.ts';
import type { TabConfig } from './config.ts';
import { openTab } from './open-tab.ts';
import { secret } from './store/secrets.ts';
import { list } from './store/tournaments.ts';
import type { Tab } from './tab.ts';
import { createDemo } from './tournaments/demo.ts';
import { simulateDraw } from './tournaments/simulate.ts';
import { prepareUpkeep, startUpkeep } from './upkeep.ts';
import { createSite } from './web/server.ts';

/** `rostra tab serve`: serves the site until it is told to stop. Any number of these may run on one database. */
export async function serve(): Promise<void> {
  const config = tabConfig();
  const logger = await reportingLogger(createLogger({ name: 'tab' }), config.sentryDsn);
  const { tab, close } = await openPrepared(config, { logger, connections: 2 });
  const server = await createSite(tab, { ...config, cookieSecret: await cookieSecret(tab, config) });
  const address = await server.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
    throw portTaken(error, config.port);
  });
  logger.info('tab_listening', { address });
  await stopWanted();
  await server.close();
  await close();
  logger.info('tab_stopped');
}

/** `rostra tab work`: does what runs beside the pages until it is told to stop. */
export async function work(): Promise<void> {
  const config = tabConfig();
  const logger = await reportingLogger(createLogger({ name: 'tab-worker' }), config.sentryDsn);
  const { tab, close, databaseUrl } = await openPrepared(config, { logger, connections: 1 });
  const runner = await startUpkeep(tab, databaseUrl);
  const delivery = config.mail && startDelivery(tab, config.mail);
  logger.info('worker_ready');
  await stopWanted();
  await Promise.all([runner.stop(), delivery?.stop()]);
  await close();
  logger.info('worker_stopped');
}

interface Prepared {
  readonly tab: Tab;
  readonly databaseUrl: string;
  readonly close: () => Promise<void>;
}

/** A tab whose tables are up to date, and whose demo is made when it is wanted; all processes wait for the first. */
async function openPrepared(config: TabConfig, options: { readonly logger: Logger; readonly connections: number }): Promise<Prepared> {
  const own = config.databaseUrl === null ? await startPostgres({ directory: resolve('.rostra/tab-postgres') }) : null;
  const databaseUrl = config.databaseUrl ?? own?.url ?? '';
  const tab = openTab({ databaseUrl, ...options });
  await withAdvisoryLock({ url: databaseUrl, name: 'rostra-tab-start' }, async () => {
    await migrate({ url: databaseUrl, folder: join(import.meta.dirname, 'store/migrations'), product: 'tab' });
    await prepareUpkeep(databaseUrl);
    if (config.demoData) await makeDemo(tab);
  });
  return {
    tab,
    databaseUrl,
    close: async () => {
      await tab.close();
      await own?.stop();
    },
  };
}

async function makeDemo(tab: Tab): Promise<void> {
  if ((await list(tab.db)).length > 0) return;
  const tournament = await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'harbour-open', simulate: 2, seed: 'harbour' });
  await simulateDraw(tab, { tournament, actor: 'demo' });
  tab.logger.info('demo_made', { tournament: 'harbour-open' });
}

async function cookieSecret(tab: Tab, config: TabConfig): Promise<string> {
  const text = config.secret ?? (await secret(tab.db, 'cookies'));
  return createHash('sha256').update(`rostra tab ${text}`).digest('hex');
}

function portTaken(error: unknown, port: number): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return error;
  return new RostraError({
    code: 'TAB_PORT_TAKEN',
    status: 500,
    message: `Port ${port} is taken by another program.`,
    hint: 'Stop it, or set PORT to another number.',
  });
}

async function stopWanted(): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
}

if (import.meta.main) await serve();
