import type { Control } from '../control/control.ts';
import { isFree, Ports } from '../dynod/ports.ts';
import { patchConfig } from '../releases/change-config.ts';
import type { AddonRecord, ServerRecord } from '../store/addons.ts';
import { serverOf } from './apps-of-server.ts';
import { varsOf } from './held-vars.ts';

/** A server that is about to start, at other ports when somebody else has taken its own: then its apps get the new address. */
export function atFreePort(control: Control, server: ServerRecord): ServerRecord {
  if (isFree(server.port) && (server.tlsPort === null || isFree(server.tlsPort))) return server;
  const { store, paths } = control;
  const ports = new Ports(paths.root);
  for (const { port, tlsPort } of store.addons.servers()) [port, tlsPort ?? port].forEach((taken) => ports.take(taken));
  const free = (port: number): number => (isFree(port) ? port : ports.allocate('addon'));
  const moved = { ...server, port: free(server.port), tlsPort: server.tlsPort === null ? null : free(server.tlsPort) };
  store.transaction(() => {
    store.addons.setServerPlace(moved);
    for (const addon of store.addons.list().filter((each) => serverOf(each) === server.name))
      tellHolders(control, addon, { server: moved, why: `to port ${moved.port}` });
  });
  control.logger.warn('server_moved', { server: server.name, from: server.port, to: moved.port });
  return moved;
}

/** Every app that uses the add-on gets what its config vars say now, with a release. Call it inside a transaction. */
export function tellHolders(
  control: Control,
  addon: AddonRecord,
  change: { readonly server: ServerRecord; readonly why: string; readonly actor?: string },
): void {
  if (addon.state !== 'available') return;
  for (const holder of control.store.addons.holders(addon.name)) {
    const app = control.store.apps.byName(holder.appName);
    if (app === null) continue;
    const reason = `Move ${holder.configVar.replace(/_URL$/, '')} (${addon.name}) ${change.why}`;
    const patch = varsOf(addon, holder, change.server);
    patchConfig(control, app, { patch, reason, actor: change.actor ?? 'rostra', restart: true });
  }
}
