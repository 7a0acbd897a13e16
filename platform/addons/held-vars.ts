import { addonVarNames, addonVars } from '../rules/addon-vars.ts';
import type { HeldAddon } from '../rules/addon-vars.ts';
import type { AddonRecord, HolderRecord, ServerRecord } from '../store/addons.ts';
import type { Store } from '../store/open.ts';

/** Names of the config vars that an app has from add-ons: they change only with these. */
export function heldVarNames({ addons }: Store, appId: number): readonly string[] {
  return addons.heldBy(appId).flatMap(({ addon, configVar }) => {
    const service = addons.find(addon)?.service;
    return service === undefined ? [] : addonVarNames({ service, configVar });
  });
}

/** What the config vars of one who holds the add-on say now. */
export function varsOf(addon: AddonRecord, { configVar }: Pick<HolderRecord, 'configVar'>, server: ServerRecord | null): HeldVars {
  return server === null ? {} : addonVars(heldAddon(addon, configVar), server);
}

type HeldVars = Readonly<Record<string, string | null>>;

function heldAddon({ id, service, name, password, settings }: AddonRecord, configVar: string): HeldAddon {
  return { service, configVar, number: id, account: accountName(name), password, prefersTls: settings.tls === 'yes' };
}

/** Of the add-on's user and database. */
export const accountName = (addon: string): string => addon.replaceAll('-', '_');
