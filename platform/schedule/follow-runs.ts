import type { Control } from '../control/control.ts';
import type { DynoStatus } from '../drivers/driver.ts';
import type { JobRunEnd, JobRunRecord } from '../store/jobs.ts';
import { schedulerType, starting } from './run-due.ts';

/** Writes down how runs ended. A control that was away meanwhile asks the driver, which remembers them for a while. */
export async function followJobRuns(control: Control): Promise<void> {
  const open = control.store.jobs.openRuns().filter(({ id }) => !starting.has(id));
  if (open.length === 0) return;
  const dynos = new Map((await control.driver.list()).map((dyno) => [dyno.id, dyno]));
  for (const run of open) follow(control, run, dynos.get(run.dynoId ?? '') ?? null);
}

function follow(control: Control, run: JobRunRecord, dyno: DynoStatus | null): void {
  const { store, clock, changes } = control;
  const end = endOf(run, dyno, clock.nowMs());
  if (end !== null) store.jobs.endRun(end);
  else if (run.outcome === 'starting') store.jobs.setStarted(run.id, { dyno: `${schedulerType}.${run.id}` });
  if (end !== null) changes.announce();
}

function endOf({ id, outcome }: JobRunRecord, dyno: DynoStatus | null, nowMs: number): JobRunEnd | null {
  if (dyno === null) {
    const reason = outcome === 'starting' ? 'the platform was stopped before it began' : 'its end was not seen';
    return { id, outcome: outcome === 'starting' ? 'failed' : 'ended', reason, exitStatus: null, endedAtMs: nowMs };
  }
  if (dyno.state !== 'down' && dyno.state !== 'crashed') return null;
  return {
    id,
    outcome: 'ended',
    reason: dyno.reason === '' ? null : dyno.reason,
    exitStatus: dyno.exitStatus,
    endedAtMs: dyno.stateSinceMs,
  };
}
