import { heldVarNames } from '../addons/held-vars.ts';
import { appNamed } from '../control/app-operations.ts';
import type { Control } from '../control/control.ts';
import { makeRelease } from '../releases/make-release.ts';
import { configAfter } from '../rules/config-vars.ts';
import { sharedKeys } from '../rules/mirror.ts';
import type { MirrorRecord } from '../store/mirrors.ts';
import { slugOf } from './follow.ts';
import { share } from './share.ts';

/**
 * Makes a mirror what `mirror:create` would have made of it: add-ons attached, variables that follow, the primary's build. One made by hand
 * is one of ours from then on. What each may have for itself stays. Answers the version of its release; null when nothing was to be done.
 */
export function resync(control: Control, { appId, appName, primaryName, isByHand }: MirrorRecord, actor: string): number | null {
  const { store, clock } = control;
  const [mirror, primary] = [appNamed(control, appName), appNamed(control, primaryName)];
  const patch = share(control, { primary, mirror }, sharedKeys({ config: primary.config, held: heldVarNames(store, primary.id) }));
  store.mirrors.setConverted(appId);
  const slugId = slugOf(control, primary, primary.serving);
  const isAlike = Object.keys(patch).length === 0 && slugId === slugOf(control, mirror, mirror.rollOut ?? mirror.serving);
  const reason = isByHand ? `Mirror of ${primaryName}, by reference from now on` : `As ${primaryName} again`;
  store.events.append({ appId, atMs: clock.nowMs(), kind: 'app', text: reason, actor });
  if (isAlike || slugId === null) return null;
  const configSetId = store.apps.setConfig(appId, configAfter(mirror.config, patch));
  return makeRelease(control, mirror, { slugId, configSetId, phase: 'none', reason, actor });
}
