import { emptyPostgres } from '../addons/postgres.ts';
import type { Control } from '../control/control.ts';
import type { AddonRecord } from '../store/addons.ts';
import { capture } from './capture.ts';
import { isStill } from './users-of.ts';

const stopLimitMs = 60_000;

/**
 * Everything in a database goes; address and password stay. Whoever works on it, mirrors too, is held meanwhile, so that the backup before
 * has what was written last, and starts anew on the empty one. A control that dies holds nobody any more.
 */
export async function emptyDatabase(control: Control, addon: AddonRecord, actor: string): Promise<void> {
  const { store, clock } = control;
  const { restores } = store;
  restores.hold(addon.name);
  control.wake();
  try {
    await control.changes.until(() => (isStill(control, addon) ? true : null), AbortSignal.timeout(stopLimitMs));
    await capture(control, addon, { reason: 'reset', actor });
    await emptyPostgres(control, addon);
    store.events.append({ appId: addon.appId, atMs: clock.nowMs(), kind: 'addon', text: `${addon.name} emptied`, actor });
  } finally {
    restores.letGo(addon.name);
    control.wake();
  }
}
