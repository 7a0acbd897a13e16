import { notConfirmed } from '../errors.ts';
import { isoTime } from '../store/sqlite.ts';
import type { UpgradeRecord } from '../store/upgrades.ts';
import type { Guest, Upgrade } from '../rules/upgrade.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { GuestVerbs } from './guest-verbs.ts';

/** What an upgrade needs is read when somebody asks for one. */
const activities = {
  begin: () => import('../upgrades/begin.ts'),
  guest: () => import('../upgrades/guest.ts'),
  source: () => import('../upgrades/guest-source.ts'),
  takeBack: () => import('../upgrades/take-back.ts'),
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
    guest: (name) => guestNow(control, name),
    guestVersions: async (name) => {
      const { publicGuestOf } = await activities.guest();
      return (await activities.source()).versionsOf(await publicGuestOf(control, appNamed(control, name)));
    },
    upgradeGuest: async (name, { confirm, ...wish }) => {
      if (confirm !== name) throw notConfirmed(name);
      const { upgradeGuest } = await activities.guest();
      return upgradeOf(control, name, await upgradeGuest(control, appNamed(control, name), { ...wish, actor }));
    },
    takeUpgradeBack: async (name, id, confirm) => {
      if (confirm !== name) throw notConfirmed(name);
      (await activities.takeBack()).takeUpgradeBack(control, appNamed(control, name), { id, actor });
      return upgradeOf(control, name, id);
    },
    upgrade: async (name, id) => upgradeOf(control, name, id),
    upgrades: async (name) => upgrades.ofApp(appNamed(control, name).id).map((record) => upgradeResource(name, record)),
  };
}

async function guestNow(control: Control, name: string): Promise<Guest | null> {
  const guest = await (await activities.guest()).guestOf(control, appNamed(control, name));
  if (guest === null) return null;
  const { source, ref } = guest;
  return { source, ref, isPublic: (await activities.source()).isPublicSource(source) };
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
