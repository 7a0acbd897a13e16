import { isBackedUp } from '../backups/before-release.ts';
import type { Control } from '../control/control.ts';
import { newDynoId, startDyno } from '../control/start-dyno.ts';
import { isUnreachable } from '../errors.ts';
import type { DynoStatus } from '../drivers/driver.ts';
import { bornAtMs } from '../rules/dyno-id.ts';
import { dynoLimits } from '../rules/dyno-limits.ts';
import { releaseType } from '../rules/formation.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ReleaseRecord } from '../store/releases.ts';
import { failRelease } from './roll-out.ts';

/** CON-11 */
const phaseLimitMs = 3600_000;

/**
 * Runs the `release:` command of a release before any dyno of it starts. Its dyno's id is recorded before it starts, so a control
 * that was killed finds it again and the command never runs twice. True when the roll-out may begin.
 */
export async function runReleasePhase(control: Control, app: AppRecord, release: ReleaseRecord): Promise<boolean> {
  if (release.phase === 'none' || release.phase === 'done') return true;
  if (release.phase === 'wanted') {
    if (control.board.ofApp(app).some((dyno) => dyno.type === releaseType && !isOver(dyno))) return false;
    if (!isBackedUp(control, app, release.version)) return false;
    const id = newDynoId(control, app);
    control.store.releases.setPhase(release, 'running', id);
    await startPhase(control, app, { ...release, phaseDyno: id });
    return false;
  }
  return followPhase(control, app, release);
}

async function followPhase(control: Control, app: AppRecord, release: ReleaseRecord): Promise<boolean> {
  const { phaseDyno } = release;
  const dyno = phaseDyno === null ? null : control.board.find(phaseDyno);
  if (dyno === null) return restartLost(control, app, release);
  if (isOver(dyno)) return endPhase(control, app, { release, dyno });
  if (control.clock.nowMs() - bornAtMs(dyno.id) > phaseLimitMs)
    await control.driver.stop(dyno.id, 'The release phase took longer than an hour');
  return false;
}

function endPhase(control: Control, app: AppRecord, end: { readonly release: ReleaseRecord; readonly dyno: DynoStatus }): boolean {
  const { release, dyno } = end;
  if (dyno.exitStatus === 0) {
    control.store.releases.setPhase(release, 'done', dyno.id);
    return true;
  }
  failRelease(control, app, { release, failure: `the release phase failed: ${dyno.reason}` });
  return false;
}

/** Recorded, but the driver knows nothing of it: the same id again, unless its record may have been forgotten since. */
async function restartLost(control: Control, app: AppRecord, release: ReleaseRecord): Promise<boolean> {
  const age = control.clock.nowMs() - bornAtMs(release.phaseDyno ?? '');
  if (age < dynoLimits.keepEndedMs) await startPhase(control, app, release);
  else failRelease(control, app, { release, failure: 'nobody saw how the release phase ended; deploy again' });
  return false;
}

async function startPhase(control: Control, app: AppRecord, release: ReleaseRecord): Promise<void> {
  const slot = { type: releaseType, number: 1, release: release.version };
  try {
    await startDyno(control, { app, release, slot, id: release.phaseDyno ?? newDynoId(control, app), kind: 'release' });
  } catch (error) {
    if (isUnreachable(error)) throw error;
    failRelease(control, app, { release, failure: `the release phase could not be started: ${words(error)}` });
  }
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isOver = (dyno: DynoStatus): boolean => dyno.state === 'down' || dyno.state === 'crashed';
