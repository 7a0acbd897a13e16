import { accountName } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import { databaseExists, dropScratch, openDatabases } from '../store/backup-databases.ts';
import type { BackupRecord } from '../store/backups.ts';
import type { RestoreRecord } from '../store/restores.ts';
import { readyAdministrator } from './database-of.ts';
import { removeBackupFile } from './files.ts';
import { beside, endRestore, failRestore } from './restore.ts';

const interrupted = 'The platform was stopped meanwhile.';

export interface HalfDone {
  readonly backups: readonly BackupRecord[];
  readonly restores: readonly RestoreRecord[];
}

/** What a killed control left half done: backups have failed; a restore has happened or not, and the server knows which. */
export async function resumeBackups(control: Control, { backups, restores }: HalfDone): Promise<void> {
  for (const { id } of backups) {
    await removeBackupFile(control, id);
    control.store.backups.fail(id, { failure: interrupted, endedAtMs: control.clock.nowMs() });
  }
  for (const record of restores) await resumeRestore(control, record);
}

async function resumeRestore(control: Control, record: RestoreRecord): Promise<void> {
  const { id, database, former } = record;
  const adminUrl = await readyAdministrator(control, { name: database });
  const present = accountName(database);
  const { next, drill } = beside(database);
  await openDatabases(adminUrl, [present, next, ...(former === null ? [] : [former])]);
  await dropScratch(adminUrl, drill);
  if (former !== null && (await databaseExists(adminUrl, former))) endRestore(control, id, { rows: null });
  else await failRestore(control, id, interrupted);
}
