import { alertOf, alertOver } from '../alerts/alert-of.ts';
import type { Control } from '../control/control.ts';
import { backupWorry } from '../rules/backups/worry.ts';
import type { AddonRecord } from '../store/addons.ts';
import { scheduleOf } from './schedules.ts';

/** People are told of what is wrong with the backups of a database, and of its end. */
export function tellWorry(control: Control, addon: AddonRecord): void {
  const { store, clock } = control;
  const { name: database, createdAtMs } = addon;
  const { isOn } = scheduleOf(control, addon);
  const worry = backupWorry({ database, backups: store.backups.ofDatabase(database), isOn, createdAtMs, nowMs: clock.nowMs() });
  const subject = `backup:${database}`;
  if (worry === null) alertOver(control, subject);
  else alertOf(control, { kind: 'backup', subject, appId: addon.appId, ...worry });
}
