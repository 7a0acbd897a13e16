import type { Control } from '../control/control.ts';
import type { AddonRecord } from '../store/addons.ts';

/** The one Postgres server that all Postgres add-ons live in. An app's name cannot begin with _, so the two never meet in a log. */
export const postgresServer = '_postgres';

/** The server that the add-on lives in: Redis add-ons have one each. */
export const serverOf = (addon: AddonRecord): string => (addon.service === 'postgres' ? postgresServer : `_${addon.name}`);

/** Names of the apps with an add-on in this server. */
export function appsOfServer({ store }: Control, server: string): readonly string[] {
  const addons = store.addons.list().filter((addon) => serverOf(addon) === server);
  return [...new Set(addons.map((addon) => addon.appName))];
}
