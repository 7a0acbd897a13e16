import { createReadStream, existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import type { Control } from '../control/control.ts';
import type { FileStream } from '../control/backup-verbs.ts';
import { overdueBackups } from '../rules/backups/retention.ts';
import type { AddonRecord } from '../store/addons.ts';
import { dropFormer } from '../store/backup-databases.ts';
import type { BackupRecord } from '../store/backups.ts';
import { dropCopies, fetchCopy } from './copies.ts';
import { administratorOf } from './database-of.ts';
import { backupInUse, backupNotWhole } from './errors.ts';
import { backupFile, checkBackupFile, removeBackupFile, writeBackupFile } from './files.ts';
import { formatOf } from './fill-database.ts';

/** Keeps a file that somebody brings as a backup of the database; refused when it cannot be a dump. */
export async function keepUpload(
  control: Control,
  addon: AddonRecord,
  { stream, actor }: { readonly stream: AsyncIterable<Uint8Array>; readonly actor: string },
): Promise<BackupRecord> {
  const { store, clock } = control;
  const wish = { app: addon.appName, database: addon.name, reason: 'upload', startedAtMs: clock.nowMs(), format: 'custom', actor } as const;
  const id = store.backups.begin(wish);
  try {
    const file = await writeBackupFile(control, id, stream);
    store.backups.setFormat(id, await formatOf(backupFile(control, id)));
    store.backups.end({ id, endedAtMs: clock.nowMs(), ...file, server: null, tool: null, tables: [] });
  } catch (error) {
    await removeBackupFile(control, id);
    store.backups.delete(id);
    throw error;
  }
  const record = store.backups.find(id);
  if (record === null) throw new Error('The backup was deleted meanwhile.');
  return record;
}

/** The file as it was written. */
export async function readBackup(control: Control, backup: BackupRecord): Promise<FileStream> {
  if (backup.state !== 'done') throw backupNotWhole(backup.id, backup.state);
  if (!existsSync(backupFile(control, backup.id))) await fetchCopy(control, backup);
  await checkBackupFile(control, backup);
  const ending = { custom: 'dump', plain: 'sql', 'plain-gzip': 'sql.gz' }[backup.format];
  const day = new Date(backup.startedAtMs).toISOString().slice(0, 10);
  return {
    name: `${backup.app}-b${backup.id}-${day}.${ending}`,
    bytes: backup.bytes,
    stream: createReadStream(backupFile(control, backup.id)),
  };
}

export async function deleteBackup(control: Control, { id, state }: BackupRecord): Promise<void> {
  const { store } = control;
  if (state === 'running') throw backupNotWhole(id, state);
  if (store.restores.underWay().some(({ backup }) => backup === id)) throw backupInUse(id, 'it is being restored');
  if (store.parked.all().some(({ backups }) => backups.includes(id))) throw backupInUse(id, 'its app is parked');
  await drop(control, id);
}

/** First the file goes out of its place, so that no record says of a half that it is there. */
async function drop(control: Control, id: number): Promise<void> {
  const backup = control.store.backups.find(id);
  if (backup !== null) await dropCopies(control, backup);
  const place = backupFile(control, id);
  await rename(place, `${place}.part`).catch(() => {}); // a failed one has none
  control.store.backups.delete(id);
  await removeBackupFile(control, id);
}

/** What has had its time: backups by age, former databases after a day, apps in the bin after seven. */
export async function dropOverdue(control: Control): Promise<void> {
  const { store, clock } = control;
  const nowMs = clock.nowMs();
  const needed = new Set(store.restores.underWay().map(({ backup }) => backup));
  for (const database of store.backups.databases()) {
    const overdue = overdueBackups(store.backups.ofDatabase(database), { nowMs, isGone: store.addons.find(database) === null }).filter(
      (id) => !needed.has(id),
    );
    for (const id of overdue) await drop(control, id);
  }
  for (const { id, database, former } of store.restores.overdue(nowMs)) {
    if (former !== null) await dropFormer(await administratorOf(control, { name: database }), former);
    store.restores.forgetFormer(id);
  }
  for (const { id, untilMs } of store.binned.all()) if (untilMs <= nowMs) store.binned.remove(id);
}
