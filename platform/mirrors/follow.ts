import { appNamed } from '../control/app-operations.ts';
import type { Control } from '../control/control.ts';
import { makeRelease } from '../releases/make-release.ts';
import type { AppRecord } from '../store/apps.ts';
import type { MirrorRecord } from '../store/mirrors.ts';
import { mirrorFollows } from './errors.ts';

/**
 * A release that serves at a primary, a rollback too, comes to its mirrors, without its release phase (MIR-05). Looks at what is, so that
 * nothing is missed where control was killed between the two.
 */
export function followPrimaries(control: Control): void {
  for (const mirror of control.store.mirrors.list()) if (mirror.follows) control.store.transaction(() => follow(control, mirror));
}

function follow(control: Control, { appName, primaryName }: MirrorRecord): void {
  const { store, clock } = control;
  const [app, primary] = [appNamed(control, appName), appNamed(control, primaryName)];
  const slugId = slugOf(control, primary, primary.serving);
  if (slugId === null || slugId === slugOf(control, app, app.rollOut ?? app.serving)) return;
  const [newest] = store.releases.list(app.id);
  if (newest?.status === 'failed' && newest.slugId === slugId) return; // it does not run here: that is drift, and said
  const reason = `v${primary.serving} of ${primaryName}`;
  const version = makeRelease(control, app, { slugId, configSetId: app.configSetId, phase: 'none', reason, actor: 'mirror' });
  store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'deploy', text: `${reason} as v${version}`, actor: 'mirror' });
}

export function slugOf({ store }: Control, app: AppRecord, version: number | null): string | null {
  return version === null ? null : (store.releases.find(app.id, version)?.slugId ?? null);
}

/** What a following mirror runs is its primary's business. */
export function refuseFollower({ store }: Control, app: AppRecord): void {
  const mirror = store.mirrors.find(app.id);
  if (mirror?.follows === true) throw mirrorFollows(app.name, mirror.primaryName);
}
