import { fstatSync } from 'node:fs';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { createLogger } from '#kit/log/logger.ts';
import { systemClock } from '#kit/time/clock.ts';
import { scaledClock } from '#kit/time/scaled-clock.ts';
import { collectAtRest } from '../collect-at-rest.ts';
import { homePaths, platformConfig, routerSeat, routerSockets } from '../config.ts';
import { routerLimits } from '../rules/limits.ts';
import { RunningRouter } from './start.ts';

const reportEveryMs = 1000;

/** The router's process: listens on the sockets that it was given, from descriptor 3 on. SIGTERM hands over, a second one ends at once. */
export async function main(): Promise<void> {
  const sockets = inheritedSockets();
  const { home, baseDomain, routers, appConnections, cacheRedis, clock: scale } = platformConfig();
  const clock = scale === null ? systemClock : scaledClock(scale, systemClock);
  const { number, tlsSockets } = routerSeat();
  const listenOn = sockets.map((socket, at) => ({ ...socket, tls: at >= sockets.length - tlsSockets }));
  const logger = createLogger({ name: 'router' });
  const paths = homePaths(home);
  const routerSocket = routerSockets(paths, number)[number - 1] ?? paths.routerSocket;
  const share = { number, of: Math.max(routers, number) };
  const otherRouters = routerSockets(paths, share.of).filter((socket) => socket !== routerSocket);
  const own = { paths: { ...paths, routerSocket }, baseDomain, share, otherRouters, clock, cacheRedis };
  const limits = { ...routerLimits, connectionsPerApp: appConnections };
  const running = await RunningRouter.start({ ...own, limits, logger, listenOn, reportEveryMs });
  process.once('SIGTERM', () => {
    process.once('SIGTERM', () => process.exit(1));
    void running.leave().finally(() => process.exit(0));
  });
  process.once('SIGINT', () => void running.stop().finally(() => process.exit(0)));
}

function giveUp(error: unknown): never {
  if (!(error instanceof RostraError)) throw error;
  process.stderr.write(`${error.message}\n${error.hint ?? ''}\n`);
  process.exit(1);
}

/** Called before anything else is opened, so that what stands from 3 on is what the parent gave. */
function inheritedSockets(): { fd: number }[] {
  const sockets: { fd: number }[] = [];
  while (isSocket(3 + sockets.length)) sockets.push({ fd: 3 + sockets.length });
  if (sockets.length > 0) return sockets;
  throw new RostraError({
    code: 'ROUTER_NO_SOCKET',
    status: 500,
    message: 'The router was started without a listening socket.',
    hint: 'It is started by `rostra up`, which holds the sockets.',
  });
}

function isSocket(fd: number): boolean {
  try {
    return fstatSync(fd).isSocket();
  } catch {
    return false;
  }
}

if (import.meta.main) collectAtRest();
if (import.meta.main) await main().catch(giveUp);
