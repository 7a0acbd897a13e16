import type { Control } from '../control/control.ts';
import type { AddonRecord } from '../store/addons.ts';

/** The apps that work on a database: its owner, who was given it, and mirrors that were made by hand with a copied address. */
export function usersOf({ store }: Control, addon: AddonRecord): ReadonlySet<string> {
  const mirrors = store.mirrors.ofPrimary(addon.appId);
  return new Set([...store.addons.holders(addon.name), ...mirrors].map(({ appName }) => appName));
}

/** Nobody of those who use it runs any more. */
export function isStill(control: Control, addon: AddonRecord): boolean {
  const users = usersOf(control, addon);
  return control.board.all().every(({ app, kind, state }) => !users.has(app) || kind !== 'formation' || state === 'down');
}
