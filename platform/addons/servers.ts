import { shellQuoted } from './shell-quoted.ts';
import type { Control } from '../control/control.ts';
import { newId } from '../control/start-dyno.ts';
import { isUnreachable } from '../errors.ts';
import type { DynoSpec } from '../drivers/driver.ts';
import type { ServerRecord } from '../store/addons.ts';
import { hasEnded } from './live-server.ts';
import { parkedServers } from './parked-servers.ts';
import { errorsLaunch } from './errors.ts';
import { mailLaunch } from './mail.ts';
import { atFreePort } from './move-server.ts';
import { postgresLaunch } from './postgres.ts';
import { redisLaunch } from './redis.ts';

/** How a server is started. */
export interface ServerLaunch {
  readonly command: readonly string[];
  readonly user: DynoSpec['user'];
  readonly stopSignal: DynoSpec['stopSignal'];
  readonly memoryQuotaMb: number;
}

const bootLimitMs = 60_000;
const graceMs = 30_000;

/** The servers that must be there and are not: started, at the ports that their clients know. */
export async function keepServers(control: Control): Promise<void> {
  const parked = parkedServers(control);
  for (const server of control.store.addons.servers()) {
    if (!parked.has(server.name) && hasEnded(control, server.name)) await startServer(control, atFreePort(control, server));
  }
  await stopUnneededServers(control, parked);
}

const launches: Record<ServerRecord['service'], (control: Control, server: ServerRecord) => Promise<ServerLaunch | null>> = {
  postgres: postgresLaunch,
  redis: redisLaunch,
  mail: mailLaunch,
  errors: errorsLaunch,
};

async function startServer(control: Control, server: ServerRecord): Promise<void> {
  try {
    const launch = await launches[server.service](control, server);
    if (launch !== null) control.board.note(await control.driver.start(serverSpec(control, server, launch)));
  } catch (error) {
    if (isUnreachable(error)) throw error;
    control.logger.error('server_not_started', { server: server.name, error });
  }
}

function serverSpec(control: Control, server: ServerRecord, launch: ServerLaunch): DynoSpec {
  return {
    id: newId(control),
    kind: 'addon',
    app: server.name,
    type: server.service,
    number: 1,
    release: 0,
    command: `exec ${launch.command.map(shellQuoted).join(' ')}`,
    directory: '/',
    copyDirectory: false,
    env: { LC_ALL: 'C.UTF-8' },
    needsPort: true,
    port: server.port,
    user: launch.user,
    bootLimitMs,
    graceMs,
    stopSignal: launch.stopSignal,
    stopLeaderOnly: true,
    restart: true,
    memoryQuotaMb: launch.memoryQuotaMb,
  };
}

/** A server whose add-on is gone, or whose apps are all parked. */
async function stopUnneededServers(control: Control, parked: ReadonlySet<string>): Promise<void> {
  const known = new Set(control.store.addons.servers().map((server) => server.name));
  const live = control.board.all().filter((dyno) => dyno.kind === 'addon' && (!known.has(dyno.app) || parked.has(dyno.app)));
  for (const dyno of live) {
    if (dyno.state === 'starting' || dyno.state === 'up' || dyno.state === 'crashed')
      await control.driver.stop(dyno.id, parked.has(dyno.app) ? 'Its app is parked' : 'Its add-on is gone');
  }
}
