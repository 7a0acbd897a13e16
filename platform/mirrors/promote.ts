import { appNamed } from '../control/app-operations.ts';
import type { Control } from '../control/control.ts';
import { processTypes } from '../control/resources.ts';
import { meter } from '../costs/meter.ts';
import { webType } from '../rules/formation.ts';
import type { MirrorRecord } from '../store/mirrors.ts';
import type { Pair } from './share.ts';

/**
 * The mirror takes the primary's place (MIR-08): its domains and its own address lead to it, it owns the add-ons and the variables, works
 * as many dynos and runs the jobs; the primary is its mirror from then on. Nothing restarts that runs. Call it inside a transaction.
 */
export function promoteMirror(control: Control, record: MirrorRecord, actor: string): void {
  const { store, clock } = control;
  const pair = { primary: appNamed(control, record.primaryName), mirror: appNamed(control, record.appName) };
  store.domains.moveAll(record.primaryId, record.appId);
  store.jobs.moveAll(record.primaryId, record.appId);
  turnVars(control, pair);
  turnAddons(control, pair);
  turnFormations(control, pair);
  store.mirrors.turnRound(record);
  meter(control, 'mirror promoted');
  const text = `${record.appName} serves in place of ${record.primaryName}`;
  for (const appId of [record.appId, record.primaryId])
    store.events.append({ appId, atMs: clock.nowMs(), kind: 'app', level: 'warning', text, actor });
}

/** Values stay as they are; who follows whom is turned round. */
function turnVars({ store }: Control, { primary, mirror }: Pair): void {
  for (const { key, source, sourceKey } of store.configRefs.ofApp(mirror.id)) {
    if (source !== primary.name || sourceKey !== key) continue;
    store.configRefs.detach(mirror.id, key);
    store.configRefs.attach({ id: primary.id, key }, { id: mirror.id, key });
  }
}

function turnAddons({ store }: Control, { primary, mirror }: Pair): void {
  const given = store.addons.heldBy(mirror.id).filter(({ isOwner }) => !isOwner);
  for (const { addon: name, configVar } of given) {
    const addon = store.addons.find(name);
    if (addon?.appId !== primary.id) continue;
    store.addons.detach(mirror.id, configVar);
    store.addons.setOwner(name, { appId: mirror.id, configVar });
    store.addons.attach({ addonId: addon.id, appId: primary.id, configVar: addon.configVar });
  }
}

/** The one works as many dynos as the other did; that one keeps one web dyno, and none that would do the same work twice. */
function turnFormations(control: Control, { primary, mirror }: Pair): void {
  const { formations } = control.store;
  const types = processTypes(control, primary);
  const present = formations.quantities(mirror.id);
  const wanted = types.map(({ type, quantity }) => [type, Math.max(quantity, present[type] ?? 0)] as const);
  formations.setQuantities(mirror.id, Object.fromEntries(wanted));
  formations.setSizes(mirror.id, Object.fromEntries(types.map(({ type, size }) => [type, size])));
  const rest = types.map(({ type, quantity }) => [type, type === webType ? Math.min(1, quantity) : 0] as const);
  formations.setQuantities(primary.id, Object.fromEntries(rest));
}
