import { waitUntilReady } from '#kit/postgres/server.ts';
import { postgresServer } from '../addons/apps-of-server.ts';
import { liveServer } from '../addons/live-server.ts';
import { postgresAdministrator } from '../addons/postgres.ts';
import type { Control } from '../control/control.ts';
import { addonAway } from '../errors.ts';
import type { AddonRecord } from '../store/addons.ts';
import { chooseDatabase } from './errors.ts';

/** The app's database of this name, or the only one it has. */
export function databaseOf({ store }: Control, app: { readonly id: number; readonly name: string }, name: string | null): AddonRecord {
  const own = store.addons.ofApp(app.id).filter(({ service, state }) => service === 'postgres' && state === 'available');
  const found = name === null ? own : own.filter((addon) => addon.name === name);
  const [addon] = found;
  if (addon === undefined || found.length > 1)
    throw chooseDatabase(
      app.name,
      own.map((each) => each.name),
    );
  return addon;
}

/** The server's address for its administrator. */
export async function administratorOf(control: Control, addon: Pick<AddonRecord, 'name'>): Promise<string> {
  const url = await postgresAdministrator(control);
  if (url === null) throw addonAway(addon.name);
  return url;
}

/** The same when the server takes connections: it may have to start first, and at another port. */
export async function readyAdministrator(control: Control, addon: Pick<AddonRecord, 'name'>): Promise<string> {
  const isUp = (): true | null => (liveServer(control, postgresServer)?.state === 'up' ? true : null);
  await control.changes.until(isUp, AbortSignal.timeout(startLimitMs));
  const url = await administratorOf(control, addon);
  await waitUntilReady(url);
  return url;
}

const startLimitMs = 60_000;
