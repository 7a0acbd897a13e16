import type { Control } from '../control/control.ts';
import type { ServerRecord } from '../store/addons.ts';
import { isComingBack } from '../backups/coming-back.ts';
import { liveServer } from './live-server.ts';
import { parkedServers } from './parked-servers.ts';
import { isPostgresReady } from './postgres.ts';

/** Dynos of servers that have answered once since they are up; they need not be asked again. */
const answered = new WeakMap<Control, Set<string>>();

/** Names of the servers that take connections. */
export async function readyServers(control: Control): Promise<ReadonlySet<string>> {
  const servers = control.store.addons.servers();
  const parked = parkedServers(control); // nobody waits for them
  const ready = await Promise.all(servers.map(async (server) => parked.has(server.name) || isReady(control, server)));
  return new Set(servers.flatMap((server, at) => (ready[at] === true ? server.name : [])));
}

async function isReady(control: Control, server: ServerRecord): Promise<boolean> {
  const dyno = liveServer(control, server.name);
  if (dyno?.state !== 'up' || (server.service === 'postgres' && isComingBack(control))) return false;
  const known = answered.get(control) ?? new Set();
  answered.set(control, known);
  const start = `${dyno.id} ${dyno.restarts}`;
  if (server.service === 'postgres' && !known.has(start) && !(await isPostgresReady(control, server))) return false;
  known.add(start);
  return true;
}
