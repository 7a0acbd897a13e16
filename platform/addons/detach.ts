import type { Control } from '../control/control.ts';
import { noSuchAddon } from '../errors.ts';
import { patchConfig } from '../releases/change-config.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';
import { withdrawPostgres } from './postgres.ts';
import { withdrawRedis } from './redis.ts';

/** Takes the config var away, with a release, and then the data. Returns when both are gone. */
export async function destroyAddon(
  control: Control,
  app: AppRecord,
  wish: { readonly name: string; readonly actor: string },
): Promise<void> {
  leave(control, app, wish);
  control.wake();
  await control.changes.until(() => (control.store.addons.find(wish.name) === null ? true : null), AbortSignal.timeout(60_000));
}

function leave(control: Control, asked: AppRecord, { name, actor }: { readonly name: string; readonly actor: string }): void {
  const { store, clock } = control;
  store.transaction(() => {
    const app = store.apps.byName(asked.name);
    const addon = store.addons.find(name);
    if (app === null || addon === null || addon.appId !== app.id || addon.state === 'leaving') throw noSuchAddon(asked.name, name);
    store.addons.setState(name, 'leaving');
    if (app.config[addon.configVar] === undefined) return;
    const reason = `Detach ${addon.configVar.replace(/_URL$/, '')} (${name})`;
    patchConfig(control, app, { patch: { [addon.configVar]: null }, reason, actor, restart: true });
    store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'addon', text: `${name} destroyed`, actor });
  });
}

const clearing = new Set<string>();

/** Clears away the add-ons that leave; each is tried again with the next pass until it is gone. */
export function clearLeavingAddons(control: Control): void {
  for (const addon of control.store.addons.list()) {
    if (addon.state !== 'leaving' || clearing.has(addon.name)) continue;
    clearing.add(addon.name);
    clear(control, addon)
      .catch((error: unknown) => control.logger.warn('addon_not_cleared', { addon: addon.name, error }))
      .finally(() => clearing.delete(addon.name));
  }
}

async function clear(control: Control, addon: AddonRecord): Promise<void> {
  if (addon.service === 'postgres') await withdrawPostgres(control, addon);
  else await withdrawRedis(control, addon);
  control.store.addons.delete(addon.name);
  control.changes.announce();
}
