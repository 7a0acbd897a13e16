import { beginRestore } from '../backups/restore.ts';
import type { Control } from '../control/control.ts';
import { rollBack } from '../releases/roll-back.ts';
import type { SavedDatabase } from '../rules/upgrade.ts';
import type { AppRecord } from '../store/apps.ts';
import type { UpgradeRecord } from '../store/upgrades.ts';
import { brokenUpgrade } from './errors.ts';
import { mirrorsFollow } from './mirrors-follow.ts';

/** Build and data together, as they were (STA-08 keeps what they were meanwhile). What is back already stays, so it may be done again. */
export async function undoUpgrade(control: Control, upgrade: UpgradeRecord): Promise<void> {
  await buildBack(control, upgrade).catch((error: unknown) => control.logger.warn('not_rolled_back', { upgrade: upgrade.id, error }));
  for (const each of upgrade.backups) await dataBack(control, upgrade, each);
  await buildBack(control, upgrade); // a build of before may need its data to start
}

async function buildBack(control: Control, upgrade: UpgradeRecord): Promise<void> {
  const { store } = control;
  const { before, actor } = upgrade;
  await mirrorsFollow(control, upgrade.appId);
  const app = appOf(control, upgrade);
  const slugOf = (version: number | null): string | null =>
    version === null ? null : (store.releases.find(app.id, version)?.slugId ?? null);
  if (slugOf(app.serving) === slugOf(before)) return;
  store.transaction(() => rollBack(control, app, { version: before, withConfig: false, actor }));
  control.wake();
  await mirrorsFollow(control, upgrade.appId);
  if (slugOf(appOf(control, upgrade).serving) !== slugOf(before)) throw brokenUpgrade(`v${before} does not start any more.`);
}

async function dataBack(control: Control, upgrade: UpgradeRecord, { database, backup }: SavedDatabase): Promise<void> {
  const { store, changes } = control;
  const record = () =>
    store.restores.ofApp(appOf(control, upgrade).name).find((each) => each.database === database && each.backup === backup);
  await changes.until(() => (isUnderWay(record()?.state) ? null : true));
  if (record()?.state === 'done') return;
  const [addon, saved] = [store.addons.find(database), store.backups.find(backup)];
  if (addon === null || saved === null) throw brokenUpgrade(`b${backup}, or ${database} which it is of, is gone.`);
  await mirrorsFollow(control, upgrade.appId);
  const { id, over } = beginRestore(control, { addon, backup: saved, actor: upgrade.actor });
  await over;
  const restore = store.restores.find(id);
  if (restore?.state !== 'done') throw brokenUpgrade(`b${backup} was not put back: ${restore?.failure ?? 'nobody knows why'}.`);
}

const isUnderWay = (state: string | undefined): boolean => state === 'filling' || state === 'switching';

function appOf({ store }: Control, { appId }: UpgradeRecord): AppRecord {
  const app = store.apps.list().find(({ id }) => id === appId);
  if (app === undefined) throw brokenUpgrade('The app is gone.');
  return app;
}
