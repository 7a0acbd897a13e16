import { createAddon } from '../addons/attach.ts';
import { heldVarNames } from '../addons/held-vars.ts';
import { appOperations } from '../control/app-operations.ts';
import type { Control } from '../control/control.ts';
import { appNameTaken, noSuchApp } from '../errors.ts';
import { makeRelease } from '../releases/make-release.ts';
import { cloneConfig, cloneName } from '../rules/rehearsal-resources.ts';
import { phaseOf } from '../rules/release.ts';
import type { AppRecord } from '../store/apps.ts';
import { cloneFailed, nothingToRehearse } from './errors.ts';

/** A cold start, a migration and a session's worth of demo data. */
const upWithinMs = 180_000;

/**
 * A copy of an app to play with (REH-03): the same slug, sizes and plans, empty add-ons of its own, nothing that reaches the world
 * outside. Settles with its name when it is up. A copy that failed is left to `removeClones`.
 */
export async function makeClone(
  control: Control,
  app: AppRecord,
  rehearsal: { readonly id: string; readonly actor: string },
): Promise<string> {
  const name = cloneName(app.name, rehearsal.id);
  copyApp(control, app, { name, actor: rehearsal.actor, text: `Copy of ${app.name}, for a rehearsal` });
  control.rehearsals.store.setTarget(rehearsal.id, name);
  await copyAddons(control, app, { name, actor: rehearsal.actor });
  release(control, app, { name, actor: rehearsal.actor });
  await isUp(control, name);
  return name;
}

/** An app with the variables of the other, without what reaches the world outside. */
export function copyApp(control: Control, app: AppRecord, { name, actor, text }: Copy & { readonly text: string }): void {
  const { store, clock } = control;
  store.transaction(() => {
    if (!store.apps.create(name, clock.nowMs())) throw appNameTaken(name);
    const copy = appOf(control, name);
    store.apps.setConfig(copy.id, cloneConfig(app.config, heldVarNames(store, app.id)));
    store.events.append({ appId: copy.id, atMs: clock.nowMs(), kind: 'app', text, actor });
  });
}

function appOf({ store }: Control, name: string): AppRecord {
  const app = store.apps.byName(name);
  if (app === null) throw noSuchApp(name);
  return app;
}

interface Copy {
  readonly name: string;
  readonly actor: string;
}

/** Each with its own plan; what runs by the clock, and who hears of errors, stay away from a copy. */
export async function copyAddons(control: Control, app: AppRecord, { name, actor }: Copy): Promise<void> {
  for (const { addon, configVar } of control.store.addons.heldBy(app.id)) {
    const original = control.store.addons.find(addon);
    if (original === null || original.service === 'scheduler' || original.service === 'errors') continue;
    const wish = { plan: `${original.service}:${original.plan}`, as: configVar.replace(/_URL$/, ''), actor };
    await createAddon(control, appOf(control, name), wish);
  }
}

function release(control: Control, app: AppRecord, { name, actor }: Copy): void {
  const { store } = control;
  store.transaction(() => {
    const serving = app.serving === null ? null : store.releases.find(app.id, app.serving);
    if (serving?.slugId == null) throw nothingToRehearse(app.name);
    const copy = appOf(control, name);
    store.formations.setQuantities(copy.id, store.formations.quantities(app.id));
    store.formations.setSizes(copy.id, store.formations.sizes(app.id));
    const reason = `Copy of v${serving.version} of ${app.name}`;
    makeRelease(control, copy, {
      slugId: serving.slugId,
      configSetId: copy.configSetId,
      phase: phaseOf(Object.keys(serving.processes)),
      reason,
      actor,
    });
  });
  control.wake();
}

/** All that is wanted of it runs; throws why not. */
export async function isUp(control: Control, name: string): Promise<void> {
  const look = (): true | null => {
    const app = appOf(control, name);
    const failed = control.store.releases.list(app.id).find(({ status }) => status === 'failed');
    if (failed !== undefined) throw cloneFailed(name, failed.failure ?? 'its release failed');
    const wanted = Object.values(control.store.formations.quantities(app.id)).reduce((sum, quantity) => sum + quantity, 0);
    const up = control.board.ofApp(app).filter(({ state }) => state === 'up').length;
    return app.serving !== null && app.rollOut === null && up >= wanted ? true : null;
  };
  if ((await control.changes.until(look, AbortSignal.timeout(upWithinMs))) === null)
    throw cloneFailed(name, `it was not up within ${upWithinMs / 1000} s.`);
}

/** Takes away copies whose rehearsal is over, however it ended. */
export async function removeClones(control: Control): Promise<void> {
  const { store } = control.rehearsals;
  const over = store.withTarget().filter(({ endedAtMs }) => endedAtMs !== null);
  for (const { id, target } of over) {
    if (target !== null && control.store.apps.byName(target) !== null) await appOperations(control, 'rostra').destroyApp(target, target);
    store.setTarget(id, null);
  }
}
