import { totalmem } from 'node:os';
import type { Control } from '../control/control.ts';
import { sizesOf } from '../control/resources.ts';
import { releaseType, webType } from '../rules/formation.ts';
import { rollOutMode } from '../rules/release.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ReleasePhase, ReleaseRecord } from '../store/releases.ts';

export interface ReleaseWish {
  readonly slugId: string | null;
  readonly configSetId: number;
  /** Whether the `release:` command of this slug has to run first. */
  readonly phase: ReleasePhase;
  readonly reason: string;
  readonly actor: string;
}

/**
 * Appends a release and makes it the one to be rolled out; a release that is still on its way gives place to it. Without a slug
 * there is nothing to run, so it has succeeded. Call it inside a transaction, with the app as read there.
 */
export function makeRelease(control: Control, app: AppRecord, wish: ReleaseWish): number {
  const { store } = control;
  const pending = app.rollOut === null ? null : store.releases.find(app.id, app.rollOut);
  const version = store.releases.append({
    ...wish,
    appId: app.id,
    status: wish.slugId === null ? 'succeeded' : 'pending',
    runsSince: null,
    nowMs: control.clock.nowMs(),
  });
  if (pending !== null) replacePending(control, pending, { version, slugId: wish.slugId });
  if (wish.slugId !== null) store.apps.setRollOut(app.id, version, modeFor(control, app));
  announceRelease(control, app, { version, actor: wish.actor });
  return version;
}

function announceRelease(control: Control, app: AppRecord, release: { readonly version: number; readonly actor: string }): void {
  control.logBook.tell(app.name, 'api', [`Release v${release.version} created by user ${release.actor}`]);
}

/** With the same slug the new release takes over the release phase and the build that waits; with another it ends them. */
function replacePending(control: Control, pending: ReleaseRecord, by: { readonly version: number; readonly slugId: string | null }): void {
  const { appId, version } = pending;
  const failure = `v${by.version} followed before v${version} served.`;
  control.store.releases.fail(appId, version, failure);
  if (pending.slugId !== by.slugId) {
    control.store.builds.finishOfRelease(appId, version, failure);
    return;
  }
  control.store.builds.moveToRelease(appId, { from: version, to: by.version });
  control.store.releases.setPhase({ appId, version: by.version }, pending.phase, pending.phaseDyno);
}

function modeFor({ store, board }: Control, app: AppRecord): AppRecord['rollOutMode'] {
  const web = store.formations.quantities(app.id)[webType] ?? 0;
  const running = board.all().filter((dyno) => dyno.type !== releaseType && (dyno.state === 'up' || dyno.state === 'starting'));
  return rollOutMode({
    machineMb: totalmem() / (1024 * 1024),
    quotasMb: running.reduce((sum, dyno) => sum + dyno.memoryQuotaMb, 0),
    newQuotasMb: web * sizesOf(store, app)(webType).memoryMb,
  });
}
