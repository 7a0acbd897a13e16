import { isoTime } from '../store/sqlite.ts';
import type { UpgradeRecord } from '../store/upgrades.ts';
import type { Upgrade } from '../rules/upgrade.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { GuestVerbs } from './guest-verbs.ts';

/** What an upgrade needs is read when somebody asks for one. */
const activities = {
  begin: () => import('../upgrades/begin.ts'),
  faults: () => import('../upgrades/errors.ts'),
};

/** Another version of a guest. */
export function guestOperations(control: Control, actor: string): GuestVerbs {
  const { upgrades } = control.store;
  return {
    startUpgrade: async (name, source, wish) => {
      const { beginUpgrade } = await activities.begin();
      const id = await beginUpgrade(control, appNamed(control, name), { ...wish, source, actor });
      return upgradeOf(control, name, id);
    },
    upgrade: async (name, id) => upgradeOf(control, name, id),
    upgrades: async (name) => upgrades.ofApp(appNamed(control, name).id).map((record) => upgradeResource(name, record)),
  };
}

async function upgradeOf(control: Control, name: string, id: number): Promise<Upgrade> {
  const record = control.store.upgrades.find(id);
  if (record?.appId === appNamed(control, name).id) return upgradeResource(name, record);
  throw (await activities.faults()).noSuchUpgrade(name, id);
}

function upgradeResource(app: string, record: UpgradeRecord): Upgrade {
  const { id, build, ref, rehearses, state, before, backups, failure, isUndone, actor, startedAtMs, endedAtMs } = record;
  const seconds = endedAtMs === null ? null : (endedAtMs - startedAtMs) / 1000;
  return { id, app, build, ref, rehearses, state, before, backups, failure, isUndone, startedAt: isoTime(startedAtMs), seconds, actor };
}
