import type { Control } from '../control/control.ts';
import { Ports } from '../dynod/ports.ts';
import type { ServerRecord } from '../store/addons.ts';

export interface ServerWish extends Pick<ServerRecord, 'name' | 'service'> {
  /** It is to speak TLS too. */
  readonly withTls: boolean;
}

/** The server's record, with ports of its own for as long as it lives. */
export function reserveServer({ store, paths }: Control, { name, service, withTls }: ServerWish): ServerRecord {
  const servers = store.addons.servers();
  const known = servers.find((server) => server.name === name);
  if (known !== undefined) return known;
  const ports = new Ports(paths.root);
  for (const { port, tlsPort } of servers) [port, tlsPort ?? port].forEach((taken) => ports.take(taken));
  const server = { name, service, port: ports.allocate('addon'), tlsPort: withTls ? ports.allocate('addon') : null };
  store.addons.addServer(server);
  return server;
}
