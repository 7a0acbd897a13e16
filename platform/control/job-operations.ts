import { noSuchJob, wrongSchedule } from '../errors.ts';
import type { Job, JobRun } from '../rules/addon-resources.ts';
import { isTimezone, nextDueMs } from '../schedule/next-due.ts';
import { startJob } from '../schedule/run-due.ts';
import type { AppRecord } from '../store/apps.ts';
import type { JobRecord, JobRunRecord } from '../store/jobs.ts';
import type { JobVerbs, JobWish } from './addon-verbs.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';

/** Commands that run by themselves. */
export function jobOperations(control: Control, actor: string): JobVerbs {
  const { store, clock } = control;
  return {
    jobs: async (name) => store.jobs.ofApp(appNamed(control, name).id).map((job) => shownJob(control, job)),
    addJob: async (name, wish) => addJob(control, appNamed(control, name), { wish, actor }),
    removeJob: async (name, id) => {
      const app = appNamed(control, name);
      store.transaction(() => {
        if (!store.jobs.remove(app.id, id)) throw noSuchJob(name, id);
        tell(control, app, { text: `Job ${id} removed`, actor });
      });
    },
    runJob: async (name, id) => {
      const job = jobNamed(control, name, id);
      const run = await startJob(control, job, clock.nowMs());
      tell(control, appNamed(control, name), { text: `Job ${id} started by hand`, actor });
      const found = store.jobs.runs(id).find((each) => each.id === run);
      if (found === undefined) throw noSuchJob(name, id);
      return shownRun(found);
    },
    jobRuns: async (name, id) => store.jobs.runs(jobNamed(control, name, id).id).map(shownRun),
  };
}

interface Adding {
  readonly wish: JobWish;
  readonly actor: string;
}

function tell({ store, clock }: Control, app: AppRecord, { text, actor }: { readonly text: string; readonly actor: string }): void {
  store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'app', text, actor });
}

const mostJobs = 100;
const longestCommand = 4_000;

function addJob(control: Control, app: AppRecord, { wish, actor }: Adding): Job {
  const { store, clock } = control;
  const timezone = wish.timezone ?? 'UTC';
  const createdAtMs = clock.nowMs();
  const command = wish.command.trim();
  if (!isTimezone(timezone)) throw wrongSchedule(`There is no time zone "${timezone}".`);
  const dueMs = nextDueMs({ schedule: wish.schedule, timezone, createdAtMs }, createdAtMs);
  if (dueMs === null) throw wrongSchedule(`"${wish.schedule}" is no schedule that ever comes.`);
  if (command === '' || command.length > longestCommand) throw wrongSchedule('A job needs a command, at most 4,000 characters of it.');
  const id = store.transaction(() => {
    if (store.jobs.ofApp(app.id).length >= mostJobs) throw wrongSchedule(`${app.name} has ${mostJobs} jobs, and that is the most.`);
    const added = store.jobs.add({
      appId: app.id,
      schedule: wish.schedule.trim(),
      timezone,
      overlap: wish.overlap,
      command,
      createdAtMs,
      dueMs,
    });
    tell(control, app, { text: `Job ${added} added: ${wish.schedule} ${command}`, actor });
    return added;
  });
  return shownJob(control, jobNamed(control, app.name, id));
}

function jobNamed(control: Control, app: string, id: number): JobRecord {
  const job = control.store.jobs.ofApp(appNamed(control, app).id).find((each) => each.id === id);
  if (job === undefined) throw noSuchJob(app, id);
  return job;
}

function shownJob({ store }: Control, { id, schedule, timezone, overlap, command, dueMs }: JobRecord): Job {
  const [last] = store.jobs.runs(id);
  return { id, schedule, timezone, overlap, command, nextAt: isoTime(dueMs), last: last === undefined ? null : shownRun(last) };
}

function shownRun({ dueMs, atMs, outcome, dyno, reason, exitStatus, endedAtMs }: JobRunRecord): JobRun {
  const seconds = endedAtMs === null || outcome === 'skipped' ? null : (endedAtMs - atMs) / 1000;
  return { dueAt: isoTime(dueMs), startedAt: isoTime(atMs), outcome, dyno, reason, exitStatus, seconds };
}

const latestDateMs = 8.64e15;
const isoTime = (ms: number): string => new Date(Math.min(ms, latestDateMs)).toISOString();
