import { heldVarNames } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import { addonVarNames } from '../rules/addon-vars.ts';
import type { ConfigPatch } from '../rules/config-vars.ts';
import type { AppRecord } from '../store/apps.ts';
import type { AddonRecord, HolderRecord } from '../store/addons.ts';
import { cannotMirror } from './errors.ts';

export interface Pair {
  readonly primary: AppRecord;
  readonly mirror: AppRecord;
}

/**
 * The mirror uses the primary's add-ons, and these config vars of it follow the primary's: references, not copies (MIR-03). Answers what
 * that changes of its config vars. Call it inside a transaction.
 */
export function share(control: Control, pair: Pair, keys: readonly string[]): ConfigPatch {
  const patch = { ...shareAddons(control, pair), ...shareVars(control, pair, keys) };
  const { config } = pair.mirror;
  return Object.fromEntries(Object.entries(patch).filter(([key, value]) => (config[key] ?? null) !== value));
}

function shareAddons({ store }: Control, { primary, mirror }: Pair): ConfigPatch {
  const patch: Record<string, string | null> = {};
  const present = store.addons.heldBy(mirror.id);
  for (const { addon: name, configVar } of store.addons.heldBy(primary.id)) {
    const addon = store.addons.find(name);
    if (addon === null || addon.service === 'scheduler') continue; // jobs would run twice
    refuseOwn(mirror, { addon, configVar, present });
    if (!present.some((held) => held.configVar === configVar)) store.addons.attach({ addonId: addon.id, appId: mirror.id, configVar });
    for (const key of addonVarNames({ service: addon.service, configVar })) patch[key] = primary.config[key] ?? null;
    for (const key of Object.keys(patch)) store.configRefs.detach(mirror.id, key);
  }
  return patch;
}

interface Held {
  readonly addon: AddonRecord;
  readonly configVar: string;
  readonly present: readonly HolderRecord[];
}

function refuseOwn(mirror: AppRecord, { addon, configVar, present }: Held): void {
  const other = present.find((held) => held.configVar === configVar && held.addon !== addon.name);
  if (other === undefined) return;
  throw cannotMirror(
    `${mirror.name} has ${other.addon} as ${configVar}, and ${addon.appName} has ${addon.name} there.`,
    `Take it away first: rostra addons:${other.isOwner ? 'destroy' : 'detach'} ${other.addon} --app ${mirror.name}`,
  );
}

function shareVars({ store }: Control, { primary, mirror }: Pair, keys: readonly string[]): ConfigPatch {
  const held = new Set(heldVarNames(store, primary.id));
  const free = keys.filter((key) => !held.has(key) && primary.config[key] !== undefined);
  for (const key of free) store.configRefs.attach({ id: mirror.id, key }, { id: primary.id, key });
  return Object.fromEntries(free.map((key) => [key, primary.config[key] ?? null]));
}
