import type { BinnedApp, Parked } from '../rules/backups/backup-resources.ts';
import type { BinnedRecord } from '../store/binned-apps.ts';
import type { ParkedRecord } from '../store/parked-apps.ts';
import { isoTime } from '../store/sqlite.ts';
import { appNamed } from './app-operations.ts';
import type { BackupVerbs } from './backup-verbs.ts';
import type { Control } from './control.ts';

type OfApps = Pick<
  BackupVerbs,
  'parkApp' | 'unparkApp' | 'parkedApps' | 'binnedApps' | 'restoreApp' | 'systemBackup' | 'lookAtUpdate' | 'updateSystem' | 'systemUpdate'
>;

const activities = {
  park: () => import('../backups/park.ts'),
  bin: () => import('../backups/bin.ts'),
  system: () => import('../backups/system-backup.ts'),
  update: () => import('../updates/update.ts'),
};

/** Whole apps, and the whole installation, put away and brought back. */
export function parkOperations(control: Control, actor: string): OfApps {
  const { store } = control;
  return {
    parkApp: async (name, wish) => {
      const { park } = await activities.park();
      return parkedResource(await park(control, appNamed(control, name), { ...wish, actor }));
    },
    unparkApp: async (name) => (await activities.park()).unpark(control, appNamed(control, name), actor),
    parkedApps: async () => store.parked.all().map(parkedResource),
    binnedApps: async () => store.binned.all().map(binnedResource),
    restoreApp: async (name) => (await activities.bin()).takeOut(control, name, actor),
    systemBackup: async ({ passphrase }) => (await activities.system()).systemBackup(control, passphrase),
    lookAtUpdate: async (wish) => (await activities.update()).lookAtUpdate(control, wish),
    updateSystem: async ({ source }) => (await activities.update()).beginUpdate(control, { source, actor }),
    systemUpdate: async () => (await activities.update()).updateStatus(control),
  };
}

const parkedResource = ({ appName, sinceMs, backups, actor }: ParkedRecord): Parked => ({
  app: appName,
  since: isoTime(sinceMs),
  backups,
  actor,
});

const binnedResource = ({ app, destroyedAtMs, untilMs, content, actor }: BinnedRecord): BinnedApp => ({
  app,
  destroyedAt: isoTime(destroyedAtMs),
  until: isoTime(untilMs),
  databases: content.addons.filter(({ backup }) => backup !== null).length,
  actor,
});
