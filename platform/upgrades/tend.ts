import type { Control } from '../control/control.ts';
import { changesNothing } from '../rules/upgrade.ts';
import type { AppRecord } from '../store/apps.ts';
import type { UpgradeRecord } from '../store/upgrades.ts';
import { checkUpgrade } from './check.ts';
import { brokenUpgrade } from './errors.ts';
import { mirrorsFollow } from './mirrors-follow.ts';
import { removeCopy } from './rehearse.ts';
import { undoUpgrade } from './undo.ts';

/** Those that a killed control left in the middle; their builds begin again by themselves where they had not ended. */
export function resumeUpgrades(control: Control): void {
  const { upgrades } = control.store;
  for (const { id, state } of upgrades.underWay()) {
    if (changesNothing(state)) upgrades.setState(id, 'building');
    void tendUpgrade(control, id);
  }
}

/** Follows an upgrade to its end, from wherever it stands: released, checked, open again; or all of it undone. */
export async function tendUpgrade(control: Control, id: number): Promise<void> {
  const upgrade = control.store.upgrades.find(id);
  const app = upgrade && appOf(control, upgrade);
  if (upgrade === null || app === null) return;
  try {
    if (upgrade.state === 'undoing') throw brokenUpgrade(upgrade.failure ?? 'It was interrupted.');
    await released(control, upgrade);
    control.store.upgrades.setState(id, 'checking');
    await checkUpgrade(control, app, control.store.upgrades.find(id)?.backups ?? []);
    await mirrorsFollow(control, app.id);
    end(control, upgrade, { failure: null, isUndone: false });
  } catch (error) {
    await fail(control, upgrade, error instanceof Error ? error.message : String(error));
  } finally {
    await removeCopy(control, app, upgrade).catch((error: unknown) => control.logger.warn('copy_stays', { app: app.name, error }));
  }
}

const appOf = ({ store }: Control, { appId }: UpgradeRecord): AppRecord | null => store.apps.list().find(({ id }) => id === appId) ?? null;

async function released({ store, changes }: Control, { build: id }: UpgradeRecord): Promise<void> {
  const build = await changes.until(() => {
    const record = store.builds.find(id);
    return record?.status === 'building' || record?.status === 'releasing' ? null : (record ?? { status: 'failed', failure: null });
  });
  if (build?.status !== 'succeeded') throw brokenUpgrade(build?.failure ?? 'The app is gone.');
}

async function fail(control: Control, asked: UpgradeRecord, reason: string): Promise<void> {
  const { store, logger } = control;
  const upgrade = store.upgrades.find(asked.id);
  if (upgrade === null || upgrade.endedAtMs !== null) return;
  if (changesNothing(upgrade.state)) {
    end(control, upgrade, { failure: reason, isUndone: true });
    return;
  }
  store.upgrades.setUndoing(upgrade.id, reason);
  try {
    await undoUpgrade(control, upgrade);
    end(control, upgrade, { failure: reason, isUndone: true });
  } catch (error) {
    logger.error('upgrade_not_undone', { upgrade: upgrade.id, error });
    const words = error instanceof Error ? error.message : String(error);
    end(control, upgrade, { failure: `${reason} It could not be undone: ${words}`, isUndone: false });
  }
}

function end(
  control: Control,
  { id, appId, ref, before, actor }: UpgradeRecord,
  outcome: { failure: string | null; isUndone: boolean },
): void {
  const { store, clock } = control;
  const { failure, isUndone } = outcome;
  const what = ref === null ? 'Upgrade' : `Upgrade to ${ref}`;
  const outcomeWords = isUndone ? `is undone, v${before} serves with the data of before` : 'failed, look after it';
  const text = failure === null ? `${what} is done` : `${what} ${outcomeWords}: ${failure}`;
  store.transaction(() => {
    store.upgrades.end(id, { ...outcome, endedAtMs: clock.nowMs() });
    const level = failure === null ? 'info' : isUndone ? 'warning' : 'critical';
    store.events.append({ appId, atMs: clock.nowMs(), kind: 'deploy', text, actor, level });
  });
  control.wake();
  control.changes.announce();
}
