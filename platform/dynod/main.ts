import { closeSync, readdirSync } from 'node:fs';
import { once } from 'node:events';
import { createLogger } from '#kit/log/logger.ts';
import { collectAtRest } from '../collect-at-rest.ts';
import { homePaths, platformConfig } from '../config.ts';
import { serveSocket } from '../socket-api.ts';
import { findIsolation } from './isolation.ts';
import { controlLogStore } from './log-store.ts';
import { readText } from './processes.ts';
import { dynodRoutes } from './server.ts';
import { Supervisor } from './supervisor.ts';

/** Starts and watches dynos until SIGTERM, which leaves them all running for the next dynod. */
export async function main(): Promise<void> {
  closeInherited();
  const paths = homePaths(platformConfig().home);
  const logger = createLogger({ name: 'dynod' });
  const supervisor = new Supervisor({
    dynosFolder: paths.dynos,
    isolation: findIsolation(paths.root),
    logStore: controlLogStore(paths.controlSocket),
    logger,
  });
  await supervisor.open();
  const api = await serveSocket({ path: paths.dynodSocket, routes: dynodRoutes(supervisor), logger });
  logger.info('dynod_started', { dynos: supervisor.list().length });
  process.on('SIGHUP', () => {});
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  supervisor.close();
  await api.close();
  process.exit(0);
}

const closeOnExec = 0o2_000_000;

/** Descriptors that we inherited would be inherited by every dyno in turn: those that we opened ourselves are closed on exec. */
function closeInherited(): void {
  for (const name of readdirSync('/proc/self/fd')) {
    const flags = /^flags:\s*([0-7]+)$/m.exec(readText(`/proc/self/fdinfo/${name}`) ?? '')?.[1];
    const isInherited = flags !== undefined && (Number.parseInt(flags, 8) & closeOnExec) === 0;
    if (Number(name) > 2 && isInherited) closeSync(Number(name));
  }
}

if (import.meta.main) {
  collectAtRest();
  await main().catch((error: unknown) => {
    createLogger({ name: 'dynod' }).error('dynod_failed', { error });
    process.exit(1);
  });
}
