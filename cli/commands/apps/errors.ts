import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CliCommand } from '../../command.ts';
import { bold, columns } from '../../output.ts';
import { herokuTime } from '../../time-words.ts';

export const appErrors: CliCommand = {
  name: 'apps:errors',
  summary: 'count the errors of an app by their codes',
  needsApp: true,
  options: [
    { flags: '--hours <hours>', text: 'how far back, 1 to 168; 24 unless said' },
    { flags: '--router', text: 'only those of requests (H)' },
    { flags: '--dyno', text: 'only those of dynos (R)' },
  ],
  example: 'rostra apps:errors --hours 2 --app hello',
  run: async (call) => {
    const app = await call.app();
    const hours = Number(call.option('hours') ?? '24');
    if (!Number.isInteger(hours) || hours < 1 || hours > 168)
      throw new RostraError({ code: 'CLI_USAGE', status: 422, message: '--hours is a whole number from 1 to 168.' });
    const kinds = [call.flag('router') ? 'HX' : '', call.flag('dyno') ? 'R' : ''].join('') || 'HRLX';
    const errors = (await call.platform.errorCounts(app, hours)).filter(({ code }) => kinds.includes(code.charAt(0)));
    const head = bold(`=== Errors on ${app} in the last ${hours} hours`);
    if (errors.length === 0) return { json: errors, lines: [head, 'None.'] };
    const rows = errors.map(({ code, level, title, count, lastAt }) => [code, level, title, String(count), herokuTime(lastAt)]);
    return { json: errors, lines: [head, ...columns(['Code', 'Level', 'What it means', 'Count', 'Last'], rows)] };
  },
};
