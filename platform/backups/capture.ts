import { findPostgresTools } from '#kit/postgres/tools.ts';
import { accountName } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import type { BackupReason } from '../rules/backups/backup-resources.ts';
import { rowsIn } from '../rules/backups/contents.ts';
import type { AddonRecord } from '../store/addons.ts';
import { inDatabase, withSnapshot } from '../store/backup-databases.ts';
import type { BackupRecord } from '../store/backups.ts';
import { readyAdministrator } from './database-of.ts';
import { backupFailed } from './errors.ts';
import { removeBackupFile, writeBackupFile } from './files.ts';
import type { WrittenFile } from './files.ts';
import { inTurn } from './in-turn.ts';
import { runOn } from './programs.ts';
import { tellWorry } from './worry.ts';

export interface CaptureWish {
  readonly reason: BackupReason;
  readonly actor: string;
}

/** A backup that has begun: its record, and what settles when it is whole or throws why it is not. */
export interface Capture {
  readonly id: number;
  readonly taken: Promise<BackupRecord>;
}

/** Takes a backup of a database beside everything that uses it: dump, rows and checksums are of one moment. */
export function beginCapture(control: Control, addon: AddonRecord, { reason, actor }: CaptureWish): Capture {
  const { store, clock } = control;
  const startedAtMs = clock.nowMs();
  const id = store.backups.begin({ app: addon.appName, database: addon.name, reason, startedAtMs, format: 'custom', actor });
  const taken = inTurn(control, () => take(control, addon, id)).catch(async (error: unknown) => {
    const words = error instanceof Error ? error.message : String(error);
    await removeBackupFile(control, id);
    store.backups.fail(id, { failure: words, endedAtMs: clock.nowMs() });
    tell(control, addon, { text: `Backup b${id} of ${addon.name} failed: ${words}`, actor });
    tellWorry(control, addon);
    control.changes.announce();
    throw backupFailed(addon.name, words);
  });
  taken.catch(() => {}); // who does not wait for it sees it in the list
  return { id, taken };
}

/** Takes a backup and waits for it. */
export async function capture(control: Control, addon: AddonRecord, wish: CaptureWish): Promise<BackupRecord> {
  return beginCapture(control, addon, wish).taken;
}

async function take(control: Control, addon: AddonRecord, id: number): Promise<BackupRecord> {
  const { store, clock } = control;
  const url = inDatabase(await readyAdministrator(control, addon), accountName(addon.name));
  const backup = await withSnapshot(url, async (snapshot) => {
    const tools = await findPostgresTools(Number.parseInt(snapshot.serverVersion, 10));
    const [file, tables] = await Promise.all([
      dump(control, id, { url, program: tools.dump, snapshot: snapshot.name }),
      snapshot.contents(),
    ]);
    return { ...file, tables, server: `PostgreSQL ${snapshot.serverVersion}`, tool: tools.version };
  });
  store.backups.end({ id, endedAtMs: clock.nowMs(), ...backup });
  const record = store.backups.find(id);
  if (record === null) throw new Error('It was deleted meanwhile.');
  tell(control, addon, { text: `Backup b${id} of ${addon.name}: ${rowsIn(backup.tables)} rows`, actor: record.actor });
  tellWorry(control, addon);
  control.changes.announce();
  if (store.backupTargets.list().length > 0) void (await import('./copies.ts')).copyMissing(control);
  return record;
}

interface Dumping {
  readonly url: string;
  readonly program: string;
  readonly snapshot: string;
}

async function dump(control: Control, id: number, { url, program, snapshot }: Dumping): Promise<WrittenFile> {
  const { child, ended } = runOn(url, program, ['--format=custom', '--encoding=UTF8', '--no-password', `--snapshot=${snapshot}`]);
  try {
    return await writeBackupFile(control, id, wholeOutput(child.stdout, ended));
  } catch (error) {
    child.kill();
    throw error;
  }
}

/** The output of a program that fails is not whole, however much there is of it. */
async function* wholeOutput(output: AsyncIterable<Uint8Array>, ended: Promise<void>): AsyncGenerator<Uint8Array> {
  yield* output;
  await ended;
}

function tell(
  { store, clock, logBook }: Control,
  addon: AddonRecord,
  { text, actor }: { readonly text: string; readonly actor: string },
): void {
  const app = store.apps.byName(addon.appName);
  if (app === null) return;
  store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'backup', text, actor });
  logBook.tell(app.name, 'backups', [text]);
}
