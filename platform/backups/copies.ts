import { alertOf, alertOver } from '../alerts/alert-of.ts';
import type { Control } from '../control/control.ts';
import type { BackupRecord } from '../store/backups.ts';
import type { TargetRecord } from '../store/backup-targets.ts';
import { backupFile, writeBackupFile } from './files.ts';
import { placeOf } from './targets/place.ts';

/** What failed is tried again so long. */
const triedForMs = 7 * 86_400_000;

/** The same at every target; with the hash nobody takes the one of another installation for it. */
export const copyName = ({ app, id, sha256 }: BackupRecord): string => `${app}/b${id}-${(sha256 ?? '').slice(0, 12)}.dump`;

const queues = new WeakMap<Control, Promise<unknown>>();

/** Everything that is not at a target yet goes there, newest first, one after another; nobody waits for it but a test. */
export async function copyMissing(control: Control): Promise<void> {
  const before = queues.get(control) ?? Promise.resolve();
  const mine = copyAfter(control, before);
  queues.set(
    control,
    mine.catch((error: unknown) => control.logger.error('backups_not_copied', { error })),
  );
  return mine;
}

async function copyAfter(control: Control, before: Promise<unknown>): Promise<void> {
  await before;
  for (const target of control.store.backupTargets.list()) await copyTo(control, target);
}

async function copyTo(control: Control, target: TargetRecord): Promise<void> {
  const { store, clock } = control;
  const subject = `backup-copies:${target.name}`;
  for (const id of store.backupTargets.missingAt(target.id, clock.nowMs() - triedForMs)) {
    const backup = store.backups.find(id);
    if (backup?.sha256 == null || backup.bytes === null) continue;
    const file = { path: backupFile(control, id), bytes: backup.bytes, sha256: backup.sha256 };
    const failure = await faultOf(placeOf(target.settings).put(copyName(backup), file));
    store.backupTargets.noteCopy({ backupId: id, targetId: target.id, failure, atMs: clock.nowMs() });
    control.changes.announce();
    if (failure === null) alertOver(control, subject);
    else {
      const text = `b${id} of ${backup.app} was not copied to ${target.name}: ${failure}`;
      return alertOf(control, { kind: 'backup', stat: 'capture', subject, appId: null, severity: 'warning', text });
    }
  }
}

async function faultOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** A file that is gone from the data folder comes back from where it was copied to; true when it did. */
export async function fetchCopy(control: Control, backup: BackupRecord): Promise<boolean> {
  const copies = control.store.backupTargets.copiesOf(backup.id).filter(({ failure }) => failure === null);
  const targets = control.store.backupTargets.list().filter(({ id }) => copies.some(({ targetId }) => targetId === id));
  for (const { name, settings } of targets) {
    const fault = await faultOf(
      placeOf(settings)
        .get(copyName(backup))
        .then((stream) => writeBackupFile(control, backup.id, stream)),
    );
    if (fault === null) return true;
    control.logger.warn('copy_not_fetched', { backup: backup.id, target: name, fault });
  }
  return false;
}

/** Its copies go with it; one that cannot be reached stays there. */
export async function dropCopies(control: Control, backup: BackupRecord): Promise<void> {
  const copies = control.store.backupTargets.copiesOf(backup.id);
  const targets = control.store.backupTargets.list().filter(({ id }) => copies.some(({ targetId }) => targetId === id));
  for (const { name, settings } of targets) {
    const fault = await faultOf(placeOf(settings).drop(copyName(backup)));
    if (fault !== null) control.logger.warn('copy_stays', { backup: backup.id, target: name, fault });
  }
}
