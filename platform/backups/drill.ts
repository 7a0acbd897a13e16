import type { Control } from '../control/control.ts';
import { drillWords } from '../rules/backups/contents.ts';
import type { AddonRecord } from '../store/addons.ts';
import { dropScratch } from '../store/backup-databases.ts';
import type { BackupRecord } from '../store/backups.ts';
import { administratorOf } from './database-of.ts';
import { backupNotWhole } from './errors.ts';
import { inTurn } from './in-turn.ts';
import { ownCheckFault } from './own-check.ts';
import { beside, fillScratch } from './restore.ts';
import { tellWorry } from './worry.ts';

/** Restores a backup into a database that nobody uses, compares every table's rows and checksum, lets the app look at it, and drops it again (STA-07). */
export async function drill(control: Control, addon: AddonRecord, backup: BackupRecord): Promise<BackupRecord> {
  const { store, clock } = control;
  if (backup.state !== 'done') throw backupNotWhole(backup.id, backup.state);
  const verdict = await inTurn(control, () => tryOut(control, addon, backup));
  store.backups.setDrill(backup.id, { ...verdict, atMs: clock.nowMs() });
  const app = store.apps.byName(addon.appName);
  const text = `Backup b${backup.id} of ${addon.name} was tried: ${verdict.words}`;
  const level = verdict.passed ? 'info' : 'critical';
  if (app !== null) store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'backup', text, actor: null, level });
  control.logBook.tell(addon.appName, 'backups', [text]);
  tellWorry(control, addon);
  control.changes.announce();
  return store.backups.find(backup.id) ?? backup;
}

async function tryOut(control: Control, addon: AddonRecord, backup: BackupRecord): Promise<{ passed: boolean; words: string }> {
  const { drill: name } = beside(addon.name);
  try {
    const { tables, url } = await fillScratch(control, { name, addon, backup });
    const fault = await ownCheckFault(control, addon, url);
    return fault === null ? { passed: true, words: drillWords(tables, backup.tables.length > 0) } : { passed: false, words: fault };
  } catch (error) {
    return { passed: false, words: error instanceof Error ? error.message : String(error) };
  } finally {
    await dropScratch(await administratorOf(control, addon), name);
  }
}
