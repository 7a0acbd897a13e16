import { keptUntilMs } from '../rules/backups/retention.ts';
import { rowsIn } from '../rules/backups/contents.ts';
import type { Backup, Restore } from '../rules/backups/backup-resources.ts';
import { notConfirmed } from '../errors.ts';
import type { BackupRecord } from '../store/backups.ts';
import type { RestoreRecord } from '../store/restores.ts';
import { isoTime } from '../store/sqlite.ts';
import { appNamed } from './app-operations.ts';
import type { BackupVerbs, RestoreRequest } from './backup-verbs.ts';
import type { Control } from './control.ts';

type OfDatabases = Omit<
  BackupVerbs,
  'parkApp' | 'unparkApp' | 'parkedApps' | 'binnedApps' | 'restoreApp' | 'systemBackup' | 'lookAtUpdate' | 'updateSystem' | 'systemUpdate'
>;

/** What is needed to dump and to restore is read when somebody asks for it. */
const activities = {
  capture: () => import('../backups/capture.ts'),
  restore: () => import('../backups/restore.ts'),
  drill: () => import('../backups/drill.ts'),
  keep: () => import('../backups/keep.ts'),
  targets: () => import('../backups/targets.ts'),
  schedule: () => import('../backups/schedules.ts'),
  databases: () => import('../backups/database-of.ts'),
  faults: () => import('../backups/errors.ts'),
};

export function backupOperations(control: Control, actor: string): OfDatabases {
  const { store } = control;
  return {
    backups: async (name) => store.backups.ofApp(await known(control, name)).map(backupResource),
    backup: async (name, id) => backupResource(await backupOf(control, name, id)),
    captureBackup: async (name, { database }) => {
      const { databaseOf } = await activities.databases();
      const { beginCapture } = await activities.capture();
      const { id } = beginCapture(control, databaseOf(control, appNamed(control, name), database), { reason: 'person', actor });
      return backupResource(await backupOf(control, name, id));
    },
    uploadBackup: async (name, { database, stream }) => {
      const { databaseOf } = await activities.databases();
      const { keepUpload } = await activities.keep();
      const addon = databaseOf(control, appNamed(control, name), database);
      return backupResource(await keepUpload(control, addon, { stream, actor }));
    },
    fetchBackup: async (name, { database, url }) => {
      const { databaseOf } = await activities.databases();
      const { fetchDump } = await import('../backups/fetch-dump.ts');
      const addon = databaseOf(control, appNamed(control, name), database);
      const stream = await fetchDump(url);
      return backupResource(await (await activities.keep()).keepUpload(control, addon, { stream, actor }));
    },
    downloadBackup: async (name, id) => (await activities.keep()).readBackup(control, await backupOf(control, name, id)),
    deleteBackup: async (name, id) => (await activities.keep()).deleteBackup(control, await backupOf(control, name, id)),
    drillBackup: async (name, id) => drilled(control, name, id),
    restoreBackup: async (name, wish) => restored(control, name, { ...wish, actor }),
    restores: async (name) => store.restores.ofApp(appNamed(control, name).name).map(restoreResource),
    restore: async (name, id) => restoreResource(await restoreOf(control, name, id)),
    backupTargets: async () => (await activities.targets()).shownTargets(control),
    addBackupTarget: async (wish) => (await activities.targets()).addTarget(control, { ...wish, actor }),
    removeBackupTarget: async (name) => (await activities.targets()).removeTarget(control, name),
    backupSchedules: async (name) => (await activities.schedule()).shownSchedules(control, appNamed(control, name)),
    setBackupSchedule: async (name, wish) => (await activities.schedule()).setSchedule(control, appNamed(control, name), wish),
  };
}

/** An app that is gone may have left backups. */
async function known(control: Control, name: string): Promise<string> {
  return control.store.backups.ofApp(name).length > 0 ? name : appNamed(control, name).name;
}

async function backupOf({ store }: Control, app: string, id: number): Promise<BackupRecord> {
  const record = store.backups.find(id);
  if (record?.app === app) return record;
  throw (await activities.faults()).noSuchBackup(app, id);
}

async function restoreOf({ store }: Control, app: string, id: number): Promise<RestoreRecord> {
  const record = store.restores.find(id);
  if (record?.app === app) return record;
  throw (await activities.faults()).noSuchRestore(app, id);
}

async function drilled(control: Control, name: string, id: number | null): Promise<Backup> {
  const newest = control.store.backups.ofApp(name).find(({ state }) => state === 'done');
  const backup = await backupOf(control, name, id ?? newest?.id ?? 0);
  const { drill } = await activities.drill();
  const { databaseOf } = await activities.databases();
  const own = control.store.addons.find(backup.database);
  const addon = own ?? databaseOf(control, appNamed(control, name), null);
  return backupResource(await drill(control, addon, backup));
}

async function restored(control: Control, name: string, wish: RestoreRequest & { readonly actor: string }): Promise<Restore> {
  const app = appNamed(control, name);
  if (wish.confirm !== name) throw notConfirmed(name);
  const { databaseOf } = await activities.databases();
  const { beginRestore } = await activities.restore();
  const backup = await backupOf(control, wish.from ?? name, wish.backup);
  const { id } = beginRestore(control, { addon: databaseOf(control, app, wish.database), backup, actor: wish.actor });
  return restoreResource(await restoreOf(control, name, id));
}

function backupResource({ startedAtMs, endedAtMs, drill, reason, ...record }: BackupRecord): Backup {
  const untilMs = keptUntilMs(reason, startedAtMs);
  return {
    ...record,
    reason,
    startedAt: isoTime(startedAtMs),
    seconds: endedAtMs === null ? null : (endedAtMs - startedAtMs) / 1000,
    rows: rowsIn(record.tables),
    drill: drill === null ? null : { at: isoTime(drill.atMs), passed: drill.passed, words: drill.words },
    keptUntil: untilMs === null ? null : isoTime(untilMs),
  };
}

function restoreResource({ id, app, database, backup, state, rows, failure, safety, actor, ...record }: RestoreRecord): Restore {
  const { startedAtMs, endedAtMs, formerUntilMs } = record;
  return {
    id,
    app,
    database,
    backup,
    state,
    rows,
    failure,
    safety,
    actor,
    startedAt: isoTime(startedAtMs),
    seconds: endedAtMs === null ? null : (endedAtMs - startedAtMs) / 1000,
    formerUntil: formerUntilMs === null ? null : isoTime(formerUntilMs),
  };
}
