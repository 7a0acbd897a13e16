import { addonUse } from '../addons/addon-use.ts';
import { appNamed } from '../control/app-operations.ts';
import type { Control } from '../control/control.ts';
import { sizesOf } from '../control/resources.ts';
import { meter } from '../costs/meter.ts';
import { appNameTaken, noSuchSize, wrongAppName } from '../errors.ts';
import { makeRelease } from '../releases/make-release.ts';
import { isAppName } from '../rules/app-name.ts';
import { configAfter } from '../rules/config-vars.ts';
import { findSize } from '../rules/dyno-sizes.ts';
import { webType } from '../rules/formation.ts';
import { hasConnectionsFor } from '../rules/mirror.ts';
import type { AppDoor, MirrorCheck } from '../rules/mirror.ts';
import { runsAlone } from '../rules/otree-guest.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ReleaseRecord } from '../store/releases.ts';
import { cannotMirror, mirrorFailed } from './errors.ts';
import { share } from './share.ts';
import { smokeTest } from './smoke-test.ts';

export interface MirrorWish {
  readonly name: string;
  /** Of its web dyno; null: as the primary's. */
  readonly size: string | null;
  readonly door: AppDoor | null;
}

/** A second app on the same data, with an address, dynos and a line of its own (MIR-01). Answers when it serves and was looked at. */
export async function createMirror(
  control: Control,
  asked: AppRecord,
  wish: MirrorWish & { readonly actor: string },
): Promise<MirrorCheck> {
  mirroredRelease(control, asked);
  refuseName(control, wish);
  await refuseWithoutConnections(control, asked);
  await haveBackups(control, asked, wish.actor);
  control.store.transaction(() => make(control, appNamed(control, asked.name), wish));
  control.wake();
  await serves(control, wish.name);
  return smokeTest(control, { primary: appNamed(control, asked.name), mirror: appNamed(control, wish.name) });
}

function mirroredRelease({ store }: Control, primary: AppRecord): ReleaseRecord & { readonly slugId: string } {
  const above = store.mirrors.find(primary.id);
  if (above !== null)
    throw cannotMirror(
      `${primary.name} is itself a mirror of ${above.primaryName}.`,
      `Make one of the primary: rostra mirror:create ${above.primaryName}`,
    );
  const serving = primary.serving === null ? null : store.releases.find(primary.id, primary.serving);
  if (serving?.slugId == null)
    throw cannotMirror(`${primary.name} has no build that serves.`, `Deploy it first: rostra deploy --app ${primary.name}`);
  if (runsAlone(serving.processes) || serving.manifest.deployMode === 'hold')
    throw cannotMirror(
      `${primary.name} is oTree, which keeps live connections, page timeouts and its lock inside one process: a second one on its database breaks wait pages.`,
      `Make its one dyno faster instead: rostra ps:type web=performance-m --app ${primary.name}; a route for /admin keeps a line of its own.`,
    );
  return { ...serving, slugId: serving.slugId };
}

/** The database must have connections for both (MIR-02). */
async function refuseWithoutConnections(control: Control, primary: AppRecord): Promise<void> {
  const dynos = control.board.ofApp(primary).filter(({ state }) => state === 'up').length;
  for (const { addon: name } of control.store.addons.heldBy(primary.id)) {
    const addon = control.store.addons.find(name);
    if (addon?.service !== 'postgres') continue;
    const { connections: taken, connectionLimit: limit } = await addonUse(control, addon);
    if (!hasConnectionsFor(1, { taken, dynos, limit }))
      throw cannotMirror(
        `${primary.name} holds ${taken} of the ${limit} connections of ${name}, so there are none for a mirror.`,
        `Take a larger plan (rostra addons:upgrade ${name}), or fewer dynos.`,
      );
  }
}

/** Before anything that takes time. */
function refuseName({ store }: Control, { name, size }: MirrorWish): void {
  if (!isAppName(name)) throw wrongAppName(name);
  if (store.apps.byName(name) !== null) throw appNameTaken(name);
  if (size !== null && findSize(size) === null) throw noSuchSize(size);
}

/** A backup of each database of the primary that is younger counts (MIR-02). */
const freshMs = 3600_000;

async function haveBackups(control: Control, primary: AppRecord, actor: string): Promise<void> {
  const { store, clock } = control;
  const { capture } = await import('../backups/capture.ts');
  const databases = store.addons.ofApp(primary.id).filter(({ service, state }) => service === 'postgres' && state === 'available');
  for (const addon of databases) {
    const newest = store.backups.ofDatabase(addon.name).find(({ state }) => state === 'done');
    if (newest === undefined || clock.nowMs() - newest.startedAtMs > freshMs) await capture(control, addon, { reason: 'person', actor });
  }
}

/** All in one transaction: what is refused leaves nothing. */
function make(control: Control, primary: AppRecord, wish: MirrorWish & { readonly actor: string }): void {
  const { store, clock } = control;
  const { name, actor } = wish;
  const { slugId, processes } = mirroredRelease(control, primary);
  const size = wish.size === null ? sizesOf(store, primary)(webType) : findSize(wish.size);
  if (size === null) throw noSuchSize(wish.size ?? '');
  if (!store.apps.create(name, clock.nowMs())) throw appNameTaken(name);
  const mirror = appNamed(control, name);
  store.mirrors.add({ appId: mirror.id, primaryId: primary.id, isByHand: false, nowMs: clock.nowMs() });
  store.mirrors.setDoor(mirror.id, wish.door);
  const patch = share(control, { primary, mirror }, Object.keys(primary.config));
  const configSetId = store.apps.setConfig(mirror.id, configAfter(mirror.config, patch));
  const types = Object.keys(processes).map((type) => [type, type === webType ? 1 : 0] as const);
  store.formations.setQuantities(mirror.id, Object.fromEntries(types)); // workers are shared already (MIR-04)
  store.formations.setSizes(mirror.id, { [webType]: size.name });
  const reason = `Mirror of ${primary.name}`;
  makeRelease(control, appNamed(control, name), { slugId, configSetId, phase: 'none', reason, actor });
  meter(control, 'mirror made');
  store.events.append({ appId: mirror.id, atMs: clock.nowMs(), kind: 'app', text: reason, actor });
  store.events.append({ appId: primary.id, atMs: clock.nowMs(), kind: 'app', text: `Mirror ${name} made`, actor });
}

async function serves(control: Control, name: string): Promise<void> {
  const ended = await control.changes.until(() => {
    const { id, serving, rollOut } = appNamed(control, name);
    if (rollOut !== null) return null;
    return { isUp: serving !== null, failure: control.store.releases.list(id)[0]?.failure ?? 'it did not start' };
  });
  if (ended?.isUp !== true) throw mirrorFailed(name, `does not start: ${ended?.failure ?? ''}`);
}
