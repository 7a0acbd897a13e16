import { setTimeout as delay } from 'node:timers/promises';
import type { Control } from '../control/control.ts';
import { isComingBack } from './coming-back.ts';
import type { HalfDone } from './resume.ts';

const againMs = 5_000;

/** At the start of control: what a former one left half done, and databases of a restored installation. Tried until it is done. */
export function comeBack(control: Control): void {
  const { store } = control;
  const halfDone = { backups: store.backups.running(), restores: store.restores.underWay() };
  const isLeft = halfDone.backups.length > 0 || halfDone.restores.length > 0;
  if (isLeft || isComingBack(control)) void resume(control, halfDone);
}

async function resume(control: Control, halfDone: HalfDone): Promise<void> {
  const [{ resumeBackups }, { bringDatabasesBack }] = await Promise.all([import('./resume.ts'), import('./bring-back.ts')]);
  for (;;) {
    try {
      await bringDatabasesBack(control);
      await resumeBackups(control, halfDone);
      return;
    } catch (error) {
      control.logger.error('not_resumed', { error });
      await delay(againMs, undefined, { ref: false });
    }
  }
}
