import type { CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';
import { commandLine } from '../../shell-words.ts';
import { herokuTime } from '../../time-words.ts';

export const addJob: CliCommand = {
  name: 'schedule:add',
  summary: 'run a command by itself at set times',
  args: '<schedule> <command...>',
  needsApp: true,
  options: [
    { flags: '--tz <zone>', text: 'the time zone of the schedule: Europe/Dublin; UTC unless said' },
    { flags: '--concurrency <way>', text: 'while the run before is still at it: forbid (unless said), allow or replace' },
  ],
  example: 'rostra schedule:add "*/10 * * * *" --tz Europe/Dublin --app hello -- node clean-up.js',
  run: async (call) => {
    const app = await call.app();
    const [schedule = '', ...words] = call.args;
    const overlap = call.option('concurrency') ?? 'forbid';
    if (overlap !== 'allow' && overlap !== 'forbid' && overlap !== 'replace')
      throw new UsageFault(`There is no --concurrency ${overlap}.`, 'Use forbid, allow or replace.');
    const command = commandLine(words);
    const job = await call.platform.addJob(app, { schedule, timezone: call.option('tz'), overlap, command });
    return { json: job, lines: [`Job ${job.id} of ${app} runs next at ${herokuTime(job.nextAt)}.`] };
  },
};
