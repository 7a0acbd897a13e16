import type { Control } from '../control/control.ts';
import { Ports } from '../dynod/ports.ts';
import type { ServerRecord } from '../store/addons.ts';

/** The server's record, with a port of its own for as long as it lives. */
export function reserveServer({ store, paths }: Control, wish: Omit<ServerRecord, 'port'>): ServerRecord {
  const servers = store.addons.servers();
  const known = servers.find((server) => server.name === wish.name);
  if (known !== undefined) return known;
  const ports = new Ports(paths.root);
  for (const server of servers) ports.take(server.port);
  const server = { ...wish, port: ports.allocate('addon') };
  store.addons.addServer(server);
  return server;
}
