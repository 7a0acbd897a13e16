import { heldVarNames } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import type { ConfigChange } from '../control/operations.ts';
import { wrongConfig } from '../errors.ts';
import { outdated } from '../rules/config-refs.ts';
import type { ConfigRef } from '../rules/config-refs.ts';
import { configAfter, configFault, configReason } from '../rules/config-vars.ts';
import type { ConfigPatch } from '../rules/config-vars.ts';
import type { AppRecord } from '../store/apps.ts';
import { refuseFollowing } from './config-followers.ts';
import { makeRelease } from './make-release.ts';

/** One release and, unless told otherwise, one restart. Config vars that add-ons hold change only with them. */
export function changeConfig(control: Control, app: AppRecord, wish: { readonly change: ConfigChange; readonly actor: string }): number {
  const { change, actor } = wish;
  const attached = new Set(heldVarNames(control.store, app.id));
  const fault = Object.keys(change.set).length === 0 ? 'No config var is named.' : configFault(app.config, change.set, attached);
  if (fault !== null) throw wrongConfig(fault);
  refuseFollowing(control, app, change.set);
  return patchConfig(control, app, { patch: change.set, reason: configReason(change.set), actor, restart: change.restart });
}

export interface ConfigRelease {
  readonly patch: ConfigPatch;
  readonly reason: string;
  readonly actor: string;
  readonly restart: boolean;
}

/** The change and its release, and those of all that follow it. Call it inside a transaction, with the app as read there. */
export function patchConfig(control: Control, app: AppRecord, change: ConfigRelease): number {
  const version = releaseWith(control, app, change);
  tellFollowers(control, { ...change, app });
  return version;
}

function releaseWith(control: Control, app: AppRecord, { patch, reason, actor, restart }: ConfigRelease): number {
  const { store } = control;
  const configSetId = store.apps.setConfig(app.id, configAfter(app.config, patch));
  control.logBook.tell(app.name, 'api', [`${reason} by user ${actor}`]);
  const serving = app.serving === null ? null : store.releases.find(app.id, app.serving);
  if (serving !== null && app.rollOut === null && !restart) {
    return recordOnly(control, app, { slugId: serving.slugId, runsSince: serving.runsSince, configSetId, reason, actor });
  }
  const pending = app.rollOut === null ? null : store.releases.find(app.id, app.rollOut);
  const slugId = (pending ?? serving)?.slugId ?? null;
  return makeRelease(control, app, { slugId, configSetId, phase: 'none', reason, actor });
}

interface RecordedRelease {
  readonly slugId: string | null;
  readonly runsSince: number;
  readonly configSetId: number;
  readonly reason: string;
  readonly actor: string;
}

/** Running dynos stay; those that start from now on have the change. */
function recordOnly({ store, clock }: Control, app: AppRecord, release: RecordedRelease): number {
  const version = store.releases.append({ ...release, appId: app.id, status: 'succeeded', phase: 'none', nowMs: clock.nowMs() });
  store.apps.setServing(app.id, version);
  return version;
}

/** Brings a change of an app's config vars to all that follow it, each with a release of its own. Call it in the same transaction. */
export function tellFollowers(
  control: Control,
  changed: { readonly app: AppRecord; readonly actor: string; readonly restart: boolean },
): void {
  const { app, actor, restart } = changed;
  const { store } = control;
  const now = store.apps.byName(app.name)?.config ?? {};
  const waiting = Map.groupBy(outdated(store.configRefs.followersOf(app.id), now, app.config), (ref) => ref.app);
  for (const [name, refs] of waiting) {
    const follower = store.apps.byName(name);
    if (follower === null) continue;
    const patch = Object.fromEntries(refs.map(({ key, sourceKey }) => [key, now[sourceKey] ?? null]));
    for (const [key, value] of Object.entries(patch)) if (value === null) store.configRefs.detach(follower.id, key);
    patchConfig(control, follower, { patch, reason: followReason(refs), actor, restart });
  }
}

function followReason(refs: readonly ConfigRef[]): string {
  const [first] = refs;
  const keys = refs.map(({ key }) => key).join(', ');
  return `${keys} ${refs.length === 1 ? 'follows' : 'follow'} ${first?.source ?? ''}`;
}
