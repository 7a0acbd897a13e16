import { addonUse } from '../addons/addon-use.ts';
import { createAddon } from '../addons/attach.ts';
import { changePlan } from '../addons/change-plan.ts';
import { destroyAddon } from '../addons/detach.ts';
import { noSuchAddon, notConfirmed } from '../errors.ts';
import type { AddonRecord } from '../store/addons.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { Operations } from './operations.ts';
import { addonResource } from './resources.ts';

type AddonVerbs = Pick<Operations, 'addons' | 'addonUse' | 'changePlan' | 'createAddon' | 'destroyAddon'>;

export function addonOperations(control: Control, actor: string): AddonVerbs {
  const { addons } = control.store;
  return {
    addons: async (name) => {
      const records = name === undefined ? addons.list() : addons.ofApp(appNamed(control, name).id);
      return records.filter((addon) => addon.state !== 'leaving').map(addonResource);
    },
    addonUse: async (name, addon) => addonUse(control, addonNamed(control, name, addon)),
    changePlan: async (name, addon, plan) => addonResource(await changePlan(control, addonNamed(control, name, addon), { plan, actor })),
    createAddon: async (name, wish) => addonResource(await createAddon(control, appNamed(control, name), { ...wish, actor })),
    destroyAddon: async (name, addon, confirm) => {
      const app = appNamed(control, name);
      if (confirm !== name) throw notConfirmed(name);
      await destroyAddon(control, app, { name: addon, actor });
    },
  };
}

function addonNamed(control: Control, app: string, name: string): AddonRecord {
  const addon = control.store.addons.ofApp(appNamed(control, app).id).find((each) => each.name === name && each.state !== 'leaving');
  if (addon === undefined) throw noSuchAddon(app, name);
  return addon;
}
