import { unreachable } from '#kit/errors/invariant.ts';
import type { Control } from '../control/control.ts';
import type { AddonRecord } from '../store/addons.ts';

/** The one Postgres server that all Postgres add-ons live in. An app's name cannot begin with _, so the two never meet in a log. */
export const postgresServer = '_postgres';

/** The one mail server. */
export const mailServer = '_mail';

/** The one error service. */
export const errorsServer = '_errors';

/** The server that the add-on lives in: Redis add-ons have one each, a scheduler has none. */
export function serverOf({ service, name }: Pick<AddonRecord, 'service' | 'name'>): string | null {
  switch (service) {
    case 'postgres':
      return postgresServer;
    case 'mail':
      return mailServer;
    case 'redis':
      return `_${name}`;
    case 'errors':
      return errorsServer;
    case 'scheduler':
      return null;
    default:
      return unreachable(service);
  }
}

/** Names of the apps that use an add-on in this server. */
export function appsOfServer({ store }: Control, server: string): readonly string[] {
  const addons = store.addons.list().filter((addon) => serverOf(addon) === server);
  return [...new Set(addons.flatMap((addon) => store.addons.holders(addon.name).map(({ appName }) => appName)))];
}

/** Names of the servers that an app's dynos need. Without the error service they start too. */
export function serversOfApp({ store }: Control, appId: number): readonly string[] {
  const held = store.addons.heldBy(appId).flatMap(({ addon }) => store.addons.find(addon) ?? []);
  return held.flatMap((addon) => (addon.state === 'available' && addon.service !== 'errors' ? (serverOf(addon) ?? []) : []));
}
