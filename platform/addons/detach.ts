import type { Control } from '../control/control.ts';
import { meter } from '../costs/meter.ts';
import { addonIsShared, noSuchAddon, ownAddon } from '../errors.ts';
import { patchConfig } from '../releases/change-config.ts';
import { addonVarNames } from '../rules/addon-vars.ts';
import type { AddonRecord, HolderRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';
import { withdrawErrors } from './errors.ts';
import { withdrawMail } from './mail.ts';
import { withdrawPostgres } from './postgres.ts';
import { withdrawRedis } from './redis.ts';

interface Leaving {
  readonly name: string;
  readonly actor: string;
}

/** Takes the config vars away, with a release, and then the data. Returns when both are gone. */
export async function destroyAddon(control: Control, app: AppRecord, wish: Leaving): Promise<void> {
  leave(control, app, wish);
  control.wake();
  await control.changes.until(() => (control.store.addons.find(wish.name) === null ? true : null), AbortSignal.timeout(60_000));
}

function leave(control: Control, asked: AppRecord, { name, actor }: Leaving): void {
  const { store, clock } = control;
  store.transaction(() => {
    const app = store.apps.byName(asked.name);
    const addon = store.addons.find(name);
    if (app === null || addon === null || addon.appId !== app.id || addon.state === 'leaving') throw noSuchAddon(asked.name, name);
    refuseShared(control, addon);
    store.addons.setState(name, 'leaving');
    meter(control, 'add-on destroyed');
    takeVars(control, app, { addon, configVar: addon.configVar, actor });
    store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'addon', text: `${name} destroyed`, actor });
  });
}

/** An add-on that another app uses stays (CON-16). */
export function refuseShared({ store }: Control, addon: AddonRecord): void {
  const others = store.addons.holders(addon.name).filter(({ isOwner }) => !isOwner);
  if (others.length > 0) throw addonIsShared(addon.name, [...new Set(others.map(({ appName }) => appName))]);
}

/** Takes an add-on of another app away from this one, with a release; its data stay with its owner. */
export function detachAddon(control: Control, asked: AppRecord, { name, actor }: Leaving): void {
  const { store, clock } = control;
  store.transaction(() => {
    const app = store.apps.byName(asked.name);
    const held = store.addons.heldBy(app?.id ?? -1).filter((holder) => [holder.addon, holder.configVar, shortName(holder)].includes(name));
    const addon = store.addons.find(held[0]?.addon ?? '');
    if (app === null || addon === null) throw noSuchAddon(asked.name, name);
    const given = held.filter(({ isOwner }) => !isOwner);
    if (given.length === 0) throw ownAddon(addon.name, app.name);
    for (const { configVar } of given) {
      store.addons.detach(app.id, configVar);
      takeVars(control, store.apps.byName(app.name) ?? app, { addon, configVar, actor });
    }
    store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'addon', text: `${addon.name} detached`, actor });
  });
  control.wake();
}

/** `DATABASE` of `DATABASE_URL` */
const shortName = ({ configVar }: HolderRecord): string => configVar.replace(/_URL$/, '');

interface Taken {
  readonly addon: AddonRecord;
  readonly configVar: string;
  readonly actor: string;
}

function takeVars(control: Control, app: AppRecord, { addon, configVar, actor }: Taken): void {
  const present = addonVarNames({ service: addon.service, configVar }).filter((name) => app.config[name] !== undefined);
  if (present.length === 0) return;
  const reason = `Detach ${configVar.replace(/_URL$/, '')} (${addon.name})`;
  patchConfig(control, app, { patch: Object.fromEntries(present.map((name) => [name, null])), reason, actor, restart: true });
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
  if (addon.service === 'redis') await withdrawRedis(control, addon);
  if (addon.service === 'mail') await withdrawMail(control, addon);
  if (addon.service === 'errors') await withdrawErrors(control, addon);
  control.store.addons.delete(addon.name);
  control.changes.announce();
}
