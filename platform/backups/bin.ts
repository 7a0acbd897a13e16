import { createAddon } from '../addons/attach.ts';
import { heldVarNames } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import { appNameTaken, noSuchApp } from '../errors.ts';
import { makeRelease } from '../releases/make-release.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';
import type { BinnedContent, BinnedRecord } from '../store/binned-apps.ts';
import { capture } from './capture.ts';
import { dumpNotUsable, notInBin } from './errors.ts';
import { beginRestore } from './restore.ts';

const keptMs = 7 * 24 * 3600 * 1000;

/** What an app is made of goes into the bin before it is destroyed, with a last backup of each database (CON-01). */
export async function putIntoBin(control: Control, app: AppRecord, actor: string): Promise<void> {
  const { store, clock } = control;
  const isCopy = control.rehearsals.store.withTarget().some(({ target }) => target === app.name);
  const serving = app.serving === null ? null : store.releases.find(app.id, app.serving);
  const own = store.addons.ofApp(app.id).filter(({ state }) => state === 'available');
  if (isCopy || (serving === null && own.length === 0)) return; // there is nothing in it to miss
  const held = new Set(heldVarNames(store, app.id));
  const addons: BinnedContent['addons'][number][] = [];
  for (const addon of own) {
    const { service, plan, configVar } = addon;
    addons.push({ plan: `${service}:${plan}`, configVar, backup: service === 'postgres' ? await lastBackup(control, addon, actor) : null });
  }
  const content = {
    slugId: serving?.slugId ?? null,
    config: Object.fromEntries(Object.entries(app.config).filter(([name]) => !held.has(name))),
    quantities: store.formations.quantities(app.id),
    sizes: store.formations.sizes(app.id),
    addons,
  };
  const destroyedAtMs = clock.nowMs();
  store.binned.put({ app: app.name, destroyedAtMs, untilMs: destroyedAtMs + keptMs, content, actor });
}

/** A database that cannot be backed up any more does not keep its app alive: then it is the newest backup that there is. */
async function lastBackup(control: Control, addon: AddonRecord, actor: string): Promise<number | null> {
  try {
    return (await capture(control, addon, { reason: 'destroy', actor })).id;
  } catch (error) {
    control.logger.warn('last_backup_failed', { addon: addon.name, error });
    return control.store.backups.ofDatabase(addon.name).find(({ state }) => state === 'done')?.id ?? null;
  }
}

/** Makes a destroyed app again: config, add-ons, data, and then the release that served. */
export async function takeOut(control: Control, name: string, actor: string): Promise<void> {
  const { store, clock } = control;
  const binned = store.binned.all().find(({ app, untilMs }) => app === name && untilMs > clock.nowMs());
  if (binned === undefined) throw notInBin(name);
  store.transaction(() => {
    if (!store.apps.create(name, clock.nowMs())) throw appNameTaken(name);
    const app = appOf(control, name);
    store.apps.setConfig(app.id, binned.content.config);
    store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'app', text: `${name} taken out of the bin`, actor });
  });
  for (const addon of binned.content.addons) await bringAddonBack(control, name, { addon, actor });
  bringReleaseBack(control, binned, actor);
}

interface Coming {
  readonly addon: BinnedContent['addons'][number];
  readonly actor: string;
}

async function bringAddonBack(control: Control, name: string, { addon, actor }: Coming): Promise<void> {
  const made = await createAddon(control, appOf(control, name), { plan: addon.plan, as: addon.configVar.replace(/_URL$/, ''), actor });
  const backup = addon.backup === null ? null : control.store.backups.find(addon.backup);
  if (backup === null) return;
  const { id, over } = beginRestore(control, { addon: made, backup, actor });
  await over;
  const record = control.store.restores.find(id);
  if (record?.state !== 'done') throw dumpNotUsable(record?.failure?.replace(/\.$/, '') ?? 'nobody knows why');
}

function bringReleaseBack(control: Control, { id, app: name, content }: BinnedRecord, actor: string): void {
  const { store } = control;
  store.transaction(() => {
    const app = appOf(control, name);
    store.formations.setQuantities(app.id, content.quantities);
    store.formations.setSizes(app.id, content.sizes);
    const wish = { slugId: content.slugId, configSetId: app.configSetId, phase: 'none', reason: 'Out of the bin', actor } as const;
    if (content.slugId !== null) makeRelease(control, app, wish);
    store.binned.remove(id);
  });
  control.wake();
}

function appOf({ store }: Control, name: string): AppRecord {
  const app = store.apps.byName(name);
  if (app === null) throw noSuchApp(name);
  return app;
}
