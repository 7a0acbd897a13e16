import { heldVarNames } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import { newDynoId, startDyno } from '../control/start-dyno.ts';
import type { DynoStatus } from '../drivers/driver.ts';
import { drillType } from '../rules/formation.ts';
import type { AddonRecord } from '../store/addons.ts';

const limitMs = 120_000;

/**
 * The app's own look at a restored database, by its process type `drill`, which ends with 0 when all is well: a dyno of what serves now,
 * whose config vars of this add-on lead there, and those of all other add-ons nowhere: a copy writes no mail and clears nobody's cache.
 * Null: it has none, or is well; else why not, in words.
 */
export async function ownCheckFault(control: Control, addon: AddonRecord, url: string): Promise<string | null> {
  const { store } = control;
  const app = store.apps.byName(addon.appName);
  const release = app?.serving == null ? null : store.releases.find(app.id, app.serving);
  const command = release?.processes[drillType];
  if (app === null || release === null || command === undefined) return null;
  const others = heldVarNames(store, app.id).map((name) => [name, ''] as const);
  const env = { ...Object.fromEntries(others), [addon.configVar]: url };
  const id = newDynoId(control, app);
  await startDyno(control, { app, release, slot: { type: drillType, number: 1, release: release.version }, id, kind: 'run', command, env });
  return howItEnded(control, id);
}

async function howItEnded({ board, changes, driver }: Control, id: string): Promise<string | null> {
  const isOver = (): DynoStatus | null => board.all().find((dyno) => dyno.id === id && dyno.state === 'down') ?? null;
  const ended = await changes.until(isOver, AbortSignal.timeout(limitMs));
  if (ended?.exitStatus === 0) return null;
  if (ended !== null) return `the app’s own check (${drillType}) ended with ${ended.exitStatus ?? 'a signal'}`;
  await driver.stop(id, 'The check of a restored database takes too long');
  return `the app’s own check (${drillType}) took longer than ${limitMs / 60_000} minutes`;
}
