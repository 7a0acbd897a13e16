import type { Control } from '../control/control.ts';
import { newDynoId, startDyno } from '../control/start-dyno.ts';
import { nothingToRun } from '../errors.ts';
import { dueDecision } from '../rules/schedule.ts';
import type { AppRecord } from '../store/apps.ts';
import type { JobRecord } from '../store/jobs.ts';
import { nextDueMs } from './next-due.ts';

/** Process type of the dynos of jobs (CON-02). */
export const schedulerType = 'scheduler';

/** Starts what is due. Each due time is used up before anything starts, so none is used twice. */
export async function runDueJobs(control: Control): Promise<void> {
  const nowMs = control.clock.nowMs();
  for (const job of control.store.jobs.due(nowMs)) await runDue(control, job, nowMs);
}

async function runDue(control: Control, job: JobRecord, nowMs: number): Promise<void> {
  const { store, logBook } = control;
  if (!store.jobs.useUp(job, nextDueMs(job, nowMs) ?? Number.MAX_SAFE_INTEGER)) return;
  const open = store.jobs.openRuns().find(({ jobId }) => jobId === job.id) ?? null;
  const decision = dueDecision({ dueMs: job.dueMs, nowMs, overlap: job.overlap, isRunning: open !== null });
  if (decision.kind === 'skip') {
    const { reason } = decision;
    store.jobs.addRun({ jobId: job.id, dueMs: job.dueMs, atMs: nowMs, outcome: 'skipped', dynoId: null, dyno: null, reason });
    logBook.tell(job.appName, schedulerType, [`Job ${job.id} skipped: ${reason}`]);
    return;
  }
  if (decision.replaces && open?.dynoId != null) await control.driver.stop(open.dynoId, 'The next run takes its place').catch(() => {});
  await startJob(control, job, job.dueMs);
}

/** Runs that this process is about to start: they are on no board yet. */
export const starting = new Set<number>();

/** Records the run and starts it; what cannot be started is a run that failed. Gives the run's number. */
export async function startJob(control: Control, job: JobRecord, dueMs: number): Promise<number> {
  const { store, clock } = control;
  const app = store.apps.byName(job.appName);
  const dynoId = app === null ? null : newDynoId(control, app);
  const id = store.jobs.addRun({ jobId: job.id, dueMs, atMs: clock.nowMs(), outcome: 'starting', dynoId, dyno: null, reason: null });
  starting.add(id);
  try {
    if (app === null || dynoId === null) throw nothingToRun(job.appName);
    await startRun(control, app, { job, number: id, dynoId });
    store.jobs.setStarted(id, { dyno: `${schedulerType}.${id}` });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    store.jobs.endRun({ id, outcome: 'failed', reason, exitStatus: null, endedAtMs: clock.nowMs() });
    control.logBook.tell(job.appName, schedulerType, [`Job ${job.id} was not started: ${reason}`]);
  } finally {
    starting.delete(id);
  }
  return id;
}

interface RunStart {
  readonly job: JobRecord;
  readonly number: number;
  readonly dynoId: string;
}

async function startRun(control: Control, app: AppRecord, { job, number, dynoId }: RunStart): Promise<void> {
  const release = app.serving === null ? null : control.store.releases.find(app.id, app.serving);
  if (release?.slugId == null) throw nothingToRun(app.name);
  const command = release.processes[job.command] ?? job.command; // a process type stands for its command
  await startDyno(control, {
    app,
    release,
    slot: { type: schedulerType, number, release: release.version },
    id: dynoId,
    kind: 'run',
    command,
  });
}
