import { capture } from '../backups/capture.ts';
import { beginRestore } from '../backups/restore.ts';
import { appNamed } from '../control/app-operations.ts';
import type { Control } from '../control/control.ts';
import { meter } from '../costs/meter.ts';
import { copyApp, isUp, copyAddons } from '../rehearsals/clone.ts';
import { makeRelease } from '../releases/make-release.ts';
import { cloneName } from '../rules/rehearsal-resources.ts';
import { phaseOf } from '../rules/release.ts';
import type { SavedDatabase } from '../rules/upgrade.ts';
import type { AppRecord } from '../store/apps.ts';
import type { NewSlug } from '../store/releases.ts';
import type { UpgradeRecord } from '../store/upgrades.ts';
import { checkUpgrade } from './check.ts';
import { brokenUpgrade } from './errors.ts';

const copyName = (app: string, { id }: UpgradeRecord): string => cloneName(app, `u${id}`);

/** The new version on a copy of the app with a backup of its data: migrations, first page, rows. Throws what goes wrong; nothing of the app has changed. */
export async function rehearseUpgrade(control: Control, app: AppRecord, wish: { upgrade: UpgradeRecord; slug: NewSlug }): Promise<void> {
  const { upgrade, slug } = wish;
  const { actor } = upgrade;
  const name = copyName(app.name, upgrade);
  await removeCopy(control, app, upgrade); // of a control that was killed
  copyApp(control, app, { name, actor, text: `Copy of ${app.name}, to try an upgrade` });
  await copyAddons(control, app, { name, actor });
  const saved = await dataCopied(control, app, { name, actor });
  release(control, app, { name, slug, actor });
  await isUp(control, name);
  await checkUpgrade(control, appNamed(control, name), saved);
  await removeCopy(control, app, upgrade);
}

async function dataCopied(
  control: Control,
  app: AppRecord,
  { name, actor }: { readonly name: string; readonly actor: string },
): Promise<readonly SavedDatabase[]> {
  const { store } = control;
  const own = store.addons.ofApp(appNamed(control, name).id);
  const saved: SavedDatabase[] = [];
  for (const original of store.addons.ofApp(app.id).filter(({ service, state }) => service === 'postgres' && state === 'available')) {
    const copy = own.find(({ configVar }) => configVar === original.configVar);
    if (copy === undefined) continue;
    const backup = await capture(control, original, { reason: 'release', actor });
    const { id, over } = beginRestore(control, { addon: copy, backup, actor });
    await over;
    const restore = store.restores.find(id);
    if (restore?.state !== 'done') throw brokenUpgrade(`The data could not be copied: ${restore?.failure ?? 'nobody knows why'}.`);
    saved.push({ database: copy.name, backup: backup.id });
  }
  return saved;
}

function release(control: Control, app: AppRecord, wish: { readonly name: string; readonly slug: NewSlug; readonly actor: string }): void {
  const { store } = control;
  const { name, slug, actor } = wish;
  store.transaction(() => {
    const copy = appNamed(control, name);
    store.releases.addSlug(slug);
    store.formations.setQuantities(copy.id, store.formations.quantities(app.id));
    store.formations.setSizes(copy.id, store.formations.sizes(app.id));
    const { id: slugId, processes } = slug;
    const phase = phaseOf(Object.keys(processes));
    makeRelease(control, copy, { slugId, configSetId: copy.configSetId, phase, reason: `Next build of ${app.name}`, actor });
  });
  control.wake();
}

const goneWithinMs = 60_000;

export async function removeCopy(control: Control, app: AppRecord, upgrade: UpgradeRecord): Promise<void> {
  const { store } = control;
  const copy = store.apps.byName(copyName(app.name, upgrade));
  if (copy === null) return;
  store.transaction(() => {
    store.apps.setLeaving(copy.id);
    meter(control, 'copy removed');
  });
  control.wake();
  const isGone = (): true | null => (store.apps.leaving().some(({ id }) => id === copy.id) ? null : true);
  await control.changes.until(isGone, AbortSignal.timeout(goneWithinMs));
}
