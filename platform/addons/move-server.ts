import type { Control } from '../control/control.ts';
import { isFree, Ports } from '../dynod/ports.ts';
import { patchConfig } from '../releases/change-config.ts';
import type { AddonRecord, ServerRecord } from '../store/addons.ts';
import { serverOf } from './apps-of-server.ts';

/** A server that is about to start, at another port when somebody else has taken its own: then its apps get the new address. */
export function atFreePort(control: Control, server: ServerRecord): ServerRecord {
  if (isFree(server.port)) return server;
  const { store, paths } = control;
  const ports = new Ports(paths.root);
  for (const other of store.addons.servers()) ports.take(other.port);
  const moved = { ...server, port: ports.allocate('addon') };
  store.transaction(() => {
    store.addons.setServerPort(server.name, moved.port);
    for (const addon of store.addons.list().filter((each) => serverOf(each) === server.name)) tellApp(control, addon, moved);
  });
  control.logger.warn('server_moved', { server: server.name, from: server.port, to: moved.port });
  return moved;
}

function tellApp(control: Control, addon: AddonRecord, { port }: ServerRecord): void {
  const app = control.store.apps.byName(addon.appName);
  const address = app?.config[addon.configVar];
  if (app === null || address === undefined || addon.state !== 'available') return;
  const url = new URL(address);
  url.port = String(port);
  const reason = `Move ${addon.configVar.replace(/_URL$/, '')} (${addon.name}) to port ${port}`;
  patchConfig(control, app, { patch: { [addon.configVar]: url.href }, reason, actor: 'rostra', restart: true });
}
