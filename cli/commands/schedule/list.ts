import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { herokuTime } from '../../time-words.ts';

export const listJobs: CliCommand = {
  name: 'schedule',
  aliases: ['scheduler'],
  summary: 'list the commands of an app that run by themselves',
  needsApp: true,
  example: 'rostra schedule --app hello',
  run: async (call) => {
    const app = await call.app();
    const jobs = await call.platform.jobs(app);
    const rows = jobs.map(({ id, schedule, timezone, command, nextAt, last }) => [
      String(id),
      schedule,
      timezone,
      herokuTime(nextAt),
      last === null ? '–' : last.outcome,
      command,
    ]);
    const none = [`${app} has no job: rostra schedule:add "@daily" --app ${app} -- COMMAND`];
    return { json: jobs, lines: rows.length === 0 ? none : columns(['Job', 'Schedule', 'Time zone', 'Next', 'Last', 'Command'], rows) };
  },
};
