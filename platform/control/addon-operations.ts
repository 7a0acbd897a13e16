import { createAddon } from '../addons/attach.ts';
import { destroyAddon } from '../addons/detach.ts';
import { notConfirmed } from '../errors.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { Operations } from './operations.ts';
import { addonResource } from './resources.ts';

type AddonVerbs = Pick<Operations, 'addons' | 'createAddon' | 'destroyAddon'>;

export function addonOperations(control: Control, actor: string): AddonVerbs {
  const { addons } = control.store;
  return {
    addons: async (name) => {
      const records = name === undefined ? addons.list() : addons.ofApp(appNamed(control, name).id);
      return records.filter((addon) => addon.state !== 'leaving').map(addonResource);
    },
    createAddon: async (name, wish) => addonResource(await createAddon(control, appNamed(control, name), { ...wish, actor })),
    destroyAddon: async (name, addon, confirm) => {
      const app = appNamed(control, name);
      if (confirm !== name) throw notConfirmed(name);
      await destroyAddon(control, app, { name: addon, actor });
    },
  };
}
