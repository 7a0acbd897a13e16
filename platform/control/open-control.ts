import { mkdirSync } from 'node:fs';
import type { Logger } from '#kit/log/logger.ts';
import { systemClock } from '#kit/time/clock.ts';
import { scaledClock } from '#kit/time/scaled-clock.ts';
import { ServerFolder } from '../addons/server-folder.ts';
import { openHttps } from '../certs/https-state.ts';
import { homePaths, routerSockets } from '../config.ts';
import type { PlatformConfig } from '../config.ts';
import { localDriver } from '../drivers/local.ts';
import { LogDrains } from '../observe/drains/log-drains.ts';
import { LogBook } from '../observe/log-book.ts';
import { tellDyno } from '../observe/tell-dyno.ts';
import { TrafficBook } from '../observe/traffic-book.ts';
import { BuildOutputs } from '../releases/build-outputs.ts';
import { BuildQueue } from '../releases/build-queue.ts';
import { hostInstallation } from '../releases/installation.ts';
import { RehearsalBoard } from '../rehearsals/board.ts';
import { Logs } from '../store/logs.ts';
import { openStore } from '../store/open.ts';
import { Rehearsals } from '../store/rehearsals.ts';
import { Traffic } from '../store/traffic.ts';
import { Changes } from './changes.ts';
import type { Control } from './control.ts';
import { Drains } from './drain.ts';
import { DynoBoard } from './dyno-board.ts';
import { ReconcileLoop } from './loop.ts';
import { RouterLink } from './router-link.ts';

export interface OpenControl {
  readonly control: Control;
  readonly loop: ReconcileLoop;
  readonly logs: Logs;
  readonly traffic: Traffic;
  readonly close: () => void;
}

/** Opens the files of the data folder and puts the parts together; nothing runs yet. */
export function openControl(config: PlatformConfig, logger: Logger): OpenControl {
  const paths = homePaths(config.home);
  for (const folder of [paths.root, paths.run, paths.slugs, paths.builds]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const clock = config.clock === null ? systemClock : scaledClock(config.clock, systemClock);
  const store = openStore(paths.controlDb);
  const logs = new Logs(paths.logsDb);
  const traffic = new Traffic(paths.metricsDb);
  const logBook = new LogBook(logs, clock);
  const driver = localDriver(paths.dynodSocket);
  const router = new RouterLink({ sockets: routerSockets(paths, config.routers), baseDomain: config.baseDomain, nowMs: clock.nowMs() });
  const loop = new ReconcileLoop();
  const board = new DynoBoard((before, after) => tellDyno(control, before, after));
  const rehearsals = { store: new Rehearsals(paths.rehearsalsDb), board: new RehearsalBoard() };
  const control: Control = {
    config,
    paths,
    installation: hostInstallation(),
    startedAtMs: clock.nowMs(),
    clock,
    logger,
    store,
    logBook,
    logDrains: new LogDrains({ store, logBook, clock, logger }),
    trafficBook: new TrafficBook(traffic, clock),
    rehearsals,
    driver,
    board,
    router,
    drains: new Drains({ driver, router, board, logger }),
    builds: new BuildQueue(logger),
    outputs: new BuildOutputs(paths.builds),
    servers: new ServerFolder(paths),
    https: config.tlsPort === 0 ? null : openHttps(config.tlsPort, paths.certs, clock.nowMs()),
    changes: new Changes(),
    wake: () => loop.wake(),
  };
  const close = (): void => [store, logs, traffic, rehearsals.store].forEach((file) => file.close());
  return { control, loop, logs, traffic, close };
}
