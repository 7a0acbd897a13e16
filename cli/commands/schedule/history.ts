import type { Call, CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { wholeNumber } from '../../parse.ts';
import { herokuTime } from '../../time-words.ts';

const jobId = (call: Call): number => wholeNumber(call.args[0] ?? '', { name: 'job', min: 1, max: 1_000_000_000 });

export const jobHistory: CliCommand = {
  name: 'schedule:history',
  summary: 'show the last runs of a job and how they ended',
  args: '<job>',
  needsApp: true,
  example: 'rostra schedule:history 3 --app hello',
  run: async (call) => {
    const runs = await call.platform.jobRuns(await call.app(), jobId(call));
    const rows = runs.map(({ dueAt, outcome, exitStatus, seconds, dyno, reason }) => [
      herokuTime(dueAt),
      outcome,
      exitStatus === null ? '–' : String(exitStatus),
      seconds === null ? '–' : `${seconds.toFixed(1)} s`,
      dyno ?? '–',
      reason ?? '',
    ]);
    return {
      json: runs,
      lines: rows.length === 0 ? ['It has not run yet.'] : columns(['Due', 'Outcome', 'Exit', 'Took', 'Dyno', ''], rows),
    };
  },
};

export const removeJob: CliCommand = {
  name: 'schedule:remove',
  summary: 'remove a job; a run that is under way goes on',
  args: '<job>',
  needsApp: true,
  example: 'rostra schedule:remove 3 --app hello',
  run: async (call) => {
    const id = jobId(call);
    await call.platform.removeJob(await call.app(), id);
    return { json: { removed: id }, lines: [`Job ${id} is gone.`] };
  },
};

export const runJob: CliCommand = {
  name: 'schedule:run',
  summary: 'run a job now, beside its schedule',
  args: '<job>',
  needsApp: true,
  example: 'rostra schedule:run 3 --app hello',
  run: async (call) => {
    const app = await call.app();
    const run = await call.platform.runJob(app, jobId(call));
    const where =
      run.dyno === null ? (run.reason ?? 'It was not started.') : `Runs as ${run.dyno}: rostra logs --dyno ${run.dyno} --app ${app}`;
    return { json: run, lines: [where], isBadNews: run.outcome === 'failed' };
  },
};
