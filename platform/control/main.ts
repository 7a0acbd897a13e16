import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createLogger, type Logger } from '#kit/log/logger.ts';
import { resumeAddons } from '../addons/attach.ts';
import { AlertWatch } from '../alerts/watch.ts';
import { comeBack } from '../backups/come-back.ts';
import { backupsEveryMs, watchBackups } from '../backups/watch.ts';
import { renewCertificates } from '../certs/renew.ts';
import { collectAtRest } from '../collect-at-rest.ts';
import { collectorOf, platformConfig } from '../config.ts';
import { isOutOfRoom } from '../disk/state.ts';
import { diskEveryMs, diskRoom, watchDisk } from '../disk/watch.ts';
import { keepCosts } from '../costs/keep-costs.ts';
import { mirrorsEveryMs, watchMirrors } from '../mirrors/watch.ts';
import { keepHouse } from '../observe/keep-house.ts';
import { EffectReceipts } from '../observe/effect-receipts.ts';
import { AddonSampler } from '../observe/sample-addons.ts';
import { sampleDynos } from '../observe/sample-dynos.ts';
import { HostSampler } from '../observe/sample-host.ts';
import { tellRuntimeMetrics } from '../observe/tell-runtime-metrics.ts';
import { tendRehearsals } from '../rehearsals/tend.ts';
import { resumeBuilds } from '../releases/deploy.ts';
import { followJobRuns } from '../schedule/follow-runs.ts';
import { runDueJobs } from '../schedule/run-due.ts';
import { serveApi } from '../web/api/server.ts';
import { dashboardIslands, registerDashboard } from '../web/dashboard/pages.ts';
import { beginScaling } from '../scaling/loop.ts';
import { cachesEveryMs, watchCaches } from './watch-caches.ts';
import { followDriver } from './follow-driver.ts';
import type { Control } from './control.ts';
import { openControl, type OpenControl } from './open-control.ts';
import { operationsOf } from './operations-for.ts';

/** Neither a page that is followed live nor a part that does not answer keeps the process. */
const closeLimitMs = 3_000;
const sampleEveryMs = 5_000;
const keepHouseEveryMs = 60_000;
/** Figures of add-ons and the machine are taken, and all are written. */
const figuresEveryMs = 10_000;
/** What changes did is told by control's clock; more often than each second it is not looked for. */
const receiptsEveryMs = 10_000;
const leastEveryMs = 1_000;
const renewEveryMs = 60_000;
/** SUP-35 */
const tellMetricsEveryMs = 20_000;
/** What serves may have changed. */
const sourcesEveryMs = 5_000;
const scheduleEveryMs = 1_000;
const errorsEveryMs = 2_000;
/** MET-08 */
const collectEveryMs = 60_000;

/** The control process: what is wanted, and the pages and the API that people change it with. Runs until SIGTERM or SIGINT. */
export async function main(): Promise<void> {
  const config = platformConfig();
  const logger = createLogger({ name: 'control' });
  const opened = openControl(config, logger);
  const { control, loop, close } = opened;
  const cookieSecret = control.store.access.secret('cookies', () => randomBytes(32).toString('base64url'));
  const dashboard = { islands: dashboardIslands, register: registerDashboard };
  const servers = await serveApi({ control, operationsFor: operationsOf(control), cookieSecret, dashboard });
  const ending = new AbortController();
  outliveFullDisk(logger);
  loop.begin(control);
  const following = followDriver(control, ending.signal);
  resumeBuilds(control);
  if (control.store.upgrades.underWay().length > 0) (await import('../upgrades/tend.ts')).resumeUpgrades(control);
  resumeAddons(control);
  comeBack(control);
  control.logDrains.sync();
  const endScaling = beginScaling(control);
  const alerts = new AlertWatch(control);
  const addonSampler = new AddonSampler();
  const timers = timersOf(opened, addonSampler);
  logger.info('control_started', { home: control.paths.root, port: config.port });

  await stopAsked();
  timers.forEach((timer) => clearInterval(timer));
  endScaling();
  ending.abort();
  const ended = Promise.all([
    loop.end(),
    following,
    addonSampler.close(),
    control.logDrains.end(),
    alerts.end(),
    ...servers.map((server) => server.close()),
  ]);
  await Promise.race([ended, delay(closeLimitMs)]);
  control.trafficBook.write();
  close();
  logger.info('control_stopped');
  process.exit(0); // builds that run end with this process; they begin again with the next
}

/** What control does by the clock. */
function timersOf({ control, logs, traffic }: OpenControl, addonSampler: AddonSampler): readonly NodeJS.Timeout[] {
  const every = (ms: number, name: string, work: () => Promise<void>): NodeJS.Timeout =>
    setInterval(() => void work().catch((error: unknown) => control.logger.error(`${name}_failed`, { error })), ms);
  const hostSampler = new HostSampler();
  const receipts = new EffectReceipts();
  return [
    keepCosts(control),
    every(sampleEveryMs, 'sampling', async () => sampleDynos(control)),
    every(figuresEveryMs, 'figures', async () => {
      control.trafficBook.write();
      await Promise.all([addonSampler.sample(control), hostSampler.sample(control)]);
    }),
    every(Math.max(leastEveryMs, receiptsEveryMs / (control.config.clock?.speed ?? 1)), 'receipts', async () => receipts.tell(control)),
    every(diskEveryMs, 'disk', async () => watchDisk(control, logs, await diskRoom(control))),
    every(renewEveryMs, 'certificates', () => renewCertificates(control)),
    every(tellMetricsEveryMs, 'runtime_metrics', async () => tellRuntimeMetrics(control)),
    every(scheduleEveryMs, 'scheduler', async () => {
      await followJobRuns(control);
      await runDueJobs(control);
    }),
    every(
      backupsEveryMs / (control.config.clock?.speed ?? 1),
      'backups',
      onceAtATime(() => watchBackups(control)),
    ),
    every(errorsEveryMs, 'errors', async () => {
      if (control.store.addons.servers().some(({ service }) => service === 'errors'))
        await (await import('../errd/tell-errors.ts')).tellErrors(control);
    }),
    ...collecting(control, every),
    every(sampleEveryMs, 'rehearsals', () => tendRehearsals(control)),
    every(
      Math.max(leastEveryMs, cachesEveryMs / (control.config.clock?.speed ?? 1)),
      'caches',
      onceAtATime(() => watchCaches(control)),
    ),
    every(mirrorsEveryMs / (control.config.clock?.speed ?? 1), 'mirrors', async () => watchMirrors(control)),
    every(sourcesEveryMs, 'sources', async () => {
      if (control.store.projectPages.apps().length > 0) await (await import('../project-pages/source-archive.ts')).keepArchives(control);
    }),
    every(keepHouseEveryMs, 'keeping_house', () => keepHouse(control, { logs, traffic })),
  ];
}

type Every = (ms: number, name: string, work: () => Promise<void>) => NodeJS.Timeout;

/** To a collector, where one is named. */
function collecting(control: Control, every: Every): readonly NodeJS.Timeout[] {
  const collector = collectorOf();
  if (collector === null) return [];
  const tell = onceAtATime(async () => (await import('../observe/collector.ts')).tellCollector(control, collector));
  return [every(collectEveryMs, 'collector', tell)];
}

/** A look that takes long is not begun again meanwhile. */
function onceAtATime(work: () => Promise<void>): () => Promise<void> {
  let isAtWork = false;
  return async () => {
    if (isAtWork) return;
    isAtWork = true;
    await work().finally(() => (isAtWork = false));
  };
}

/** What could not be written on a full disk has not happened; control goes on and refuses changes until there is room (STA-05). */
function outliveFullDisk(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    if (!isOutOfRoom(error)) throw error;
    logger.warn('disk_full', { error });
  });
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

if (import.meta.main) collectAtRest();
if (import.meta.main) await main();
