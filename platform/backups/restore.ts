import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { findPostgres } from '#kit/postgres/find.ts';
import { findPostgresTools } from '#kit/postgres/tools.ts';
import { accountName } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import { meter } from '../costs/meter.ts';
import { makeRelease } from '../releases/make-release.ts';
import type { TableContents } from '../rules/backups/backup-resources.ts';
import { contentsFault, rowsIn } from '../rules/backups/contents.ts';
import type { AddonRecord } from '../store/addons.ts';
import { adoptScratch, createScratch, databaseContents, dropScratch, exchangeDatabases, inDatabase } from '../store/backup-databases.ts';
import type { BackupRecord } from '../store/backups.ts';
import type { RestoreRecord } from '../store/restores.ts';
import { capture } from './capture.ts';
import { fetchCopy } from './copies.ts';
import { administratorOf } from './database-of.ts';
import { backupNotWhole, dumpNotUsable, releaseUnderWay, restoreUnderWay } from './errors.ts';
import { backupFile, checkBackupFile } from './files.ts';
import { fillDatabase } from './fill-database.ts';
import { inTurn } from './in-turn.ts';
import { isStill } from './users-of.ts';

export interface RestoreWish {
  readonly addon: AddonRecord;
  readonly backup: BackupRecord;
  readonly actor: string;
}

/** The former database stays beside the new one so long (STA-08). */
const formerKeptMs = 24 * 3600 * 1000;
const stopLimitMs = 60_000;

/** Names of the databases beside an add-on's own. */
export const beside = (addon: string): { readonly next: string; readonly drill: string } => ({
  next: `${accountName(addon)}_new`,
  drill: `${accountName(addon)}_drill`,
});

/** Records the restore; it goes on by itself. Its record says how. */
export function beginRestore(
  control: Control,
  { addon, backup, actor }: RestoreWish,
): { readonly id: number; readonly over: Promise<void> } {
  const { store, clock } = control;
  if (backup.state !== 'done') throw backupNotWhole(backup.id, backup.state);
  for (const { appName } of store.addons.holders(addon.name))
    if (store.apps.byName(appName)?.rollOut != null) throw releaseUnderWay(appName);
  const id = store.restores.begin({
    app: addon.appName,
    database: addon.name,
    backup: backup.id,
    startedAtMs: clock.nowMs(),
    actor,
  });
  if (id === null) throw restoreUnderWay(addon.name);
  return { id, over: restore(control, id, { addon, backup, actor }) };
}

/**
 * Another database is filled beside the present one and looked at; only when it is whole are visitors held, dynos stopped, and the two
 * exchanged. Whatever goes wrong before that has changed nothing.
 */
async function restore(control: Control, id: number, wish: RestoreWish): Promise<void> {
  const { addon, backup, actor } = wish;
  try {
    const rows = await fillBeside(control, wish);
    const { id: safety } = await capture(control, addon, { reason: 'restore', actor });
    control.store.restores.setSafety(id, safety);
    await exchange(control, id, addon);
    endRestore(control, id, { rows });
  } catch (error) {
    control.logger.warn('restore_failed', { database: addon.name, backup: backup.id, error });
    await failRestore(control, id, error instanceof Error ? error.message : String(error));
  }
}

/** Rows of the new database, which is the add-on's role's from here. */
async function fillBeside(control: Control, { addon, backup }: RestoreWish): Promise<number> {
  const { next } = beside(addon.name);
  const { tables } = await inTurn(control, () => fillScratch(control, { name: next, addon, backup }));
  await adoptScratch(await administratorOf(control, addon), { scratch: next, owner: accountName(addon.name) });
  return rowsIn(tables);
}

export interface ScratchWish {
  readonly name: string;
  readonly addon: Pick<AddonRecord, 'name'>;
  readonly backup: BackupRecord;
}

export interface FilledScratch {
  /** As its owner, who owns nothing else. */
  readonly url: string;
  readonly tables: readonly TableContents[];
}

/** A database of its own filled with the backup and compared with what the backup says of itself. */
export async function fillScratch(control: Control, { name, addon, backup }: ScratchWish): Promise<FilledScratch> {
  if (!existsSync(backupFile(control, backup.id))) await fetchCopy(control, backup);
  await checkBackupFile(control, backup);
  const adminUrl = await administratorOf(control, addon);
  const scratch = { name, password: randomBytes(18).toString('base64url') };
  await createScratch(adminUrl, scratch);
  const tools = await findPostgresTools((await findPostgres()).version);
  const url = inDatabase(adminUrl, name, scratch);
  await fillDatabase({ file: backupFile(control, backup.id), url, tools });
  const found = await databaseContents(inDatabase(adminUrl, name));
  const fault = found.length === 0 && backup.tables.length === 0 ? emptyFault(backup) : contentsFault(backup.tables, found);
  if (fault !== null) throw dumpNotUsable(fault.replace(/\.$/, ''));
  return { url, tables: found };
}

/** One of our own may have been taken of an empty database; what somebody brings is for something. */
const emptyFault = ({ reason }: BackupRecord): string | null => (reason === 'upload' ? 'there is no table in it' : null);

async function exchange(control: Control, id: number, addon: AddonRecord): Promise<void> {
  const { store, clock } = control;
  const present = accountName(addon.name);
  const former = `${present}_old_${id}`;
  for (const { appName } of store.addons.holders(addon.name))
    if (store.apps.byName(appName)?.rollOut != null) throw releaseUnderWay(appName);
  store.transaction(() => {
    store.restores.setSwitching(id, former);
    meter(control, 'held for a restore');
  });
  control.wake(); // visitors are held from here, and what runs is stopped
  await control.changes.until(() => (isStill(control, addon) ? true : null), AbortSignal.timeout(stopLimitMs));
  await exchangeDatabases(await administratorOf(control, addon), { present, next: beside(addon.name).next, former });
  control.logger.info('database_exchanged', { database: addon.name, former, atMs: clock.nowMs() });
}

/** The exchange is done: the app goes on with a release that says so. */
export function endRestore(control: Control, id: number, { rows }: { readonly rows: number | null }): void {
  const { store, clock } = control;
  store.transaction(() => {
    const record = store.restores.find(id);
    if (record === null) return;
    store.restores.end({ id, endedAtMs: clock.nowMs(), rows, formerUntilMs: clock.nowMs() + formerKeptMs });
    meter(control, 'restored');
    releaseHolders(control, record);
    tellRestore(control, record, `${record.database} restored from b${record.backup}${rows === null ? '' : `: ${rows} rows`}`);
  });
  control.changes.announce();
  control.wake();
}

function releaseHolders(control: Control, { database, backup, actor }: RestoreRecord): void {
  const { store } = control;
  for (const { appName, configVar } of store.addons.holders(database)) {
    const app = store.apps.byName(appName);
    const serving = app?.serving == null ? null : store.releases.find(app.id, app.serving);
    if (app === null || serving === null) continue;
    const reason = `Restore ${configVar.replace(/_URL$/, '')} from b${backup}`;
    makeRelease(control, app, { slugId: serving.slugId, configSetId: app.configSetId, phase: 'none', reason, actor });
  }
}

/** What was made beside goes; the app has what it had. */
export async function failRestore(control: Control, id: number, reason: string): Promise<void> {
  const { store, clock } = control;
  const record = store.restores.find(id);
  if (record === null) return;
  await dropScratch(await administratorOf(control, { name: record.database }), beside(record.database).next).catch((error: unknown) =>
    control.logger.error('scratch_stays', { database: record.database, error }),
  );
  store.transaction(() => {
    store.restores.fail(id, { failure: reason, endedAtMs: clock.nowMs() });
    meter(control, 'not restored');
    tellRestore(control, record, `${record.database} was not restored from b${record.backup}, nothing has changed: ${reason}`);
  });
  control.changes.announce();
  control.wake();
}

function tellRestore({ store, clock, logBook }: Control, { app: name, actor }: RestoreRecord, text: string): void {
  const app = store.apps.byName(name);
  if (app === null) return;
  store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'backup', text, actor });
  logBook.tell(name, 'backups', [text]);
}
