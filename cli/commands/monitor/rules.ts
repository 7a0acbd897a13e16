import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { metricTime } from '../../metric-time.ts';

const shownTimes = 5;

export const monitorRules: CliCommand = {
  name: 'monitor:rules',
  summary: 'try the rules that you wrote for this installation on what the monitor saw of an app',
  needsApp: true,
  options: [{ flags: '--last <length>', text: 'the last 15m, 2h, 3d (2h when nothing is said)' }],
  example: 'rostra monitor:rules --app tab --last 24h',
  run: async (call) => {
    const { seconds } = metricTime(call);
    const trials = await call.platform.trySiteRules(await call.app(), { seconds });
    if (trials.length === 0)
      return { json: [], lines: ['No rule was written, or nothing was seen since: they are files in monitor/rules of the data folder.'] };
    const rows = trials.map(({ file, fault, moments, spoke }) => [file, fault ?? `spoke ${spoke.length} times of ${moments}`]);
    const times = trials.flatMap(({ file, spoke }) => spoke.slice(-shownTimes).map(({ at, title }) => `  ${at}  ${file}: ${title}`));
    return { json: trials, lines: [...columns(['Rule', ''], rows), ...times], isBadNews: trials.some(({ fault }) => fault !== null) };
  },
};
