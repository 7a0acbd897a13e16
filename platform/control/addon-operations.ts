import { addonUse } from '../addons/addon-use.ts';
import { attachAddon, createAddon } from '../addons/attach.ts';
import { changePlan } from '../addons/change-plan.ts';
import { destroyAddon, detachAddon } from '../addons/detach.ts';
import { endPostgresWork, postgresConnections } from '../addons/postgres.ts';
import { rotateCredentials } from '../addons/rotate.ts';
import { noDatabase, noSuchAddon, notConfirmed } from '../errors.ts';
import { overrideAddon } from '../scaling/override.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { HeldAddonVerbs } from './addon-verbs.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { Operations } from './operations.ts';
import { addonResource } from './resources.ts';

type AddonVerbs = Pick<Operations, 'addons' | 'addonUse' | 'changePlan' | 'createAddon' | 'destroyAddon'>;

export function addonOperations(control: Control, actor: string): AddonVerbs & HeldAddonVerbs {
  const { addons } = control.store;
  return {
    addons: async (name) => {
      const records = name === undefined ? addons.list() : usedBy(control, appNamed(control, name).id);
      return records.filter((addon) => addon.state !== 'leaving').map((addon) => addonResource(control, addon));
    },
    addonUse: async (name, addon) => addonUse(control, addonNamed(control, name, addon)),
    changePlan: async (name, addon, plan) => {
      const changed = await changePlan(control, addonNamed(control, name, addon), { plan, actor });
      overrideAddon(control, changed);
      return addonResource(control, changed);
    },
    createAddon: async (name, wish) => addonResource(control, await createAddon(control, appNamed(control, name), { ...wish, actor })),
    destroyAddon: async (name, addon, confirm) => {
      const app = appNamed(control, name);
      if (confirm !== name) throw notConfirmed(name);
      await destroyAddon(control, app, { name: addon, actor });
    },
    ...heldAddonOperations(control, actor),
  };
}

/** Its own, then those of other apps that it was given. */
function usedBy({ store: { addons } }: Control, appId: number): readonly AddonRecord[] {
  const given = new Set(addons.heldBy(appId).flatMap(({ addon, isOwner }) => (isOwner ? [] : [addon])));
  return [...addons.ofApp(appId), ...[...given].flatMap((name) => addons.find(name) ?? [])];
}

function heldAddonOperations(control: Control, actor: string): HeldAddonVerbs {
  return {
    attachAddon: async (name, { addon, as }) => {
      attachAddon(control, appNamed(control, name), { addon, as, actor });
      return addonResource(control, anyAddon(control, name, addon));
    },
    detachAddon: async (name, addon) => detachAddon(control, appNamed(control, name), { name: addon, actor }),
    rotateCredentials: async (name, addon) => rotateCredentials(control, addonNamed(control, name, addon), actor),
    resetDatabase: async (name, addon, confirm) => {
      const database = databaseNamed(control, name, addon);
      if (confirm !== name) throw notConfirmed(name);
      const { emptyDatabase } = await import('../backups/empty.ts');
      await emptyDatabase(control, database, actor);
    },
    databaseConnections: async (name, addon) => postgresConnections(control, databaseNamed(control, name, addon)),
    endDatabaseWork: async (name, addon, wish) => ({ ended: await endPostgresWork(control, databaseNamed(control, name, addon), wish) }),
  };
}

function databaseNamed(control: Control, app: string, name: string): AddonRecord {
  const addon = addonNamed(control, app, name);
  if (addon.service !== 'postgres') throw noDatabase(addon.name);
  return addon;
}

/** One of the app's own. */
function addonNamed(control: Control, app: string, name: string): AddonRecord {
  const addon = control.store.addons.ofApp(appNamed(control, app).id).find((each) => each.name === name && each.state !== 'leaving');
  if (addon === undefined) throw noSuchAddon(app, name);
  return addon;
}

function anyAddon(control: Control, app: string, name: string): AddonRecord {
  const addon = control.store.addons.find(name);
  if (addon === null) throw noSuchAddon(app, name);
  return addon;
}
