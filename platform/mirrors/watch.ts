import { serverOf } from '../addons/apps-of-server.ts';
import { heldVarNames, varsOf } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import { raiseFinding } from '../monitor/raise-finding.ts';
import { primaryByHand, sameValue } from '../rules/mirror.ts';
import type { Mirror } from '../rules/mirror.ts';
import type { FindingAction } from '../rules/findings/finding.ts';
import type { AppRecord } from '../store/apps.ts';
import { migrationsHeadAt } from '../store/migrations-head.ts';
import { mirrorState } from './state.ts';

/** How often mirrors are held beside their primaries (MIR-06). */
export const mirrorsEveryMs = 60_000;

/** Recognises mirrors that were made by hand, and says where a mirror is not like its primary. */
export async function watchMirrors(control: Control): Promise<void> {
  recognise(control);
  for (const record of control.store.mirrors.list()) {
    const mirror = mirrorState(control, record);
    tell(control, { ...mirror, drift: [...mirror.drift, ...(await otherMigrations(control, mirror))] });
  }
}

function recognise(control: Control): void {
  const { store, clock } = control;
  const owners = store.apps.list().map(({ id, name }) => ({ id, name, databases: databasesOf(control, id) }));
  for (const app of store.apps.list()) {
    const known = store.mirrors.find(app.id);
    if (known !== null && !known.isByHand) continue;
    const name = primaryByHand({ ...app, held: heldVarNames(store, app.id) }, owners);
    const primary = owners.find((owner) => owner.name === name);
    if (known?.primaryName === name || (known === null && primary === undefined)) continue;
    store.transaction(() => {
      store.mirrors.remove(app.id);
      if (primary !== undefined && isFirst(control, app, primary.id))
        store.mirrors.add({ appId: app.id, primaryId: primary.id, isByHand: true, nowMs: clock.nowMs() });
      const text = primary === undefined ? 'No mirror any more' : `Mirror of ${primary.name}, made by hand`;
      store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'app', text, actor: 'mirror' });
    });
  }
}

/** A mirror has no mirrors, and a primary is none. */
const isFirst = ({ store }: Control, app: AppRecord, primaryId: number): boolean =>
  store.mirrors.find(primaryId) === null && store.mirrors.ofPrimary(app.id).length === 0;

function databasesOf({ store }: Control, appId: number): readonly string[] {
  const servers = store.addons.servers();
  return store.addons.ofApp(appId).flatMap((addon) => {
    const server = servers.find(({ name }) => name === serverOf(addon)) ?? null;
    return addon.service === 'postgres' ? (varsOf(addon, addon, server)[addon.configVar] ?? []) : [];
  });
}

/** Of two databases it is said how far each has come; one that both use is the same for both (MIR-06). */
async function otherMigrations({ store }: Control, { app, primary }: Mirror): Promise<readonly string[]> {
  const addresses = [app, primary].map((name) => store.apps.byName(name)?.config['DATABASE_URL']);
  const [own, shared] = addresses;
  if (own === undefined || shared === undefined || sameValue(own, shared)) return [];
  const [ownHead, head] = await Promise.all([migrationsHeadAt(own), migrationsHeadAt(shared)]);
  if (ownHead === head) return [];
  return [`its database has come to migration ${ownHead ?? 'none'}, that of ${primary} to ${head ?? 'none'}`];
}

const mostSaid = 10;

function tell(control: Control, mirror: Mirror): void {
  const { app, primary, drift, isByHand, copied } = mirror;
  if (drift.length === 0 && !isByHand) return;
  const evidence = drift.slice(0, mostSaid).map((text) => ({ text, value: '', unit: '' }));
  const pasted =
    copied.length === 0
      ? []
      : [{ text: 'written out: the next change at the primary does not come here', value: copied.join(', '), unit: '' }];
  const about = { rule: 'F29', app, scope: primary, evidence: [...evidence, ...pasted], actions: [resyncButton(mirror)] } as const;
  if (drift.length > 0) raiseFinding(control, { ...about, title: `This mirror is not like ${primary}`, weight: drift.length });
  else
    raiseFinding(control, {
      ...about,
      severity: 'info',
      title: `This app is a mirror of ${primary}, made by hand`,
      why: `It works on the data of ${primary} by addresses that were copied. They stay right until a password or a place changes there.`,
    });
}

function resyncButton({ app, primary, isByHand }: Mirror): FindingAction {
  return {
    label: isByHand ? 'Make it a mirror by reference' : `Make it like ${primary} again`,
    call: { verb: 'resync' },
    confirm: `${app} gets the add-ons, shared variables and build of ${primary}, and restarts. What each has for itself stays.`,
    costDelta: null,
  };
}
