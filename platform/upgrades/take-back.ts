import type { Control } from '../control/control.ts';
import { isEventLive } from '../costs/planned.ts';
import { takeBackFault } from '../rules/upgrade.ts';
import type { AppRecord } from '../store/apps.ts';
import { notUndone, noSuchUpgrade, upgradeInEvent } from './errors.ts';
import { tendUpgrade } from './tend.ts';

/** An upgrade that was fine, and is not wanted after all: build and data go back to what they were, as if it had failed (DEP-08). */
export function takeUpgradeBack(control: Control, app: AppRecord, { id, actor }: { readonly id: number; readonly actor: string }): void {
  const { store } = control;
  const upgrades = store.upgrades.ofApp(app.id);
  const upgrade = upgrades.find((each) => each.id === id);
  if (upgrade === undefined) throw noSuchUpgrade(app.name, id);
  if (isEventLive(control, app.id)) throw upgradeInEvent(app.name);
  const isSaved = upgrade.backups.every(({ backup }) => store.backups.find(backup)?.state === 'done');
  const wasRestored = store.restores.ofApp(app.name).some(({ backup }) => upgrade.backups.some((saved) => saved.backup === backup));
  const fault = takeBackFault({ isNewest: upgrades[0]?.id === id, state: upgrade.state, isSaved, wasRestored });
  if (fault !== null) throw notUndone(app.name, fault);
  store.upgrades.reopen(id, `${actor} took it back.`);
  void tendUpgrade(control, id);
}
