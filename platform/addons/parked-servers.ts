import type { Control } from '../control/control.ts';
import { serverOf } from './apps-of-server.ts';

/** Names of the servers in which nothing but add-ons of parked apps live: they are stopped. */
export function parkedServers({ store }: Pick<Control, 'store'>): ReadonlySet<string> {
  const apps = new Set(store.parked.all().map(({ appName }) => appName));
  if (apps.size === 0) return new Set();
  const byServer = Map.groupBy(store.addons.list(), (addon) => serverOf(addon));
  return new Set(
    [...byServer].flatMap(([server, addons]) => (server !== null && addons.every(({ appName }) => apps.has(appName)) ? server : [])),
  );
}
