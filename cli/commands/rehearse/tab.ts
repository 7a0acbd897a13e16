import { randomUUID } from 'node:crypto';
import type { CliCommand } from '../../command.ts';
import { wholeNumber } from '../../parse.ts';
import { rehearsalOptions, rehearsalTarget } from '../../rehearsal-target.ts';

export const rehearseTab: CliCommand = {
  name: 'rehearse tab',
  summary: 'let bots watch a draw and enter ballots like the people of a tournament, and say how it went',
  needsApp: true,
  options: [
    { flags: '--spectators <number>', text: 'how many watch the public pages, 200 unless said' },
    { flags: '--judges <number>', text: 'how many chairs enter ballots, 20 unless said' },
    ...rehearsalOptions,
  ],
  example: 'rostra rehearse tab --spectators 200 --judges 20',
  run: async (call) => {
    const [{ main }, { isPassed, reportText }] = await Promise.all([
      import('../../../rehearse/main.ts'),
      import('../../../rehearse/report.ts'),
    ]);
    const number = (name: string, otherwise: string, max: number): number =>
      wholeNumber(call.option(name) ?? otherwise, { name: `--${name}`, min: 0, max });
    const rehearsal = {
      event: 'tab',
      spectators: number('spectators', '200', 10_000),
      judges: number('judges', '20', 1000),
      thinkMs: number('think', '0', 600_000),
      limitMs: number('limit', '300', 86_400) * 1000,
      seed: call.option('seed') ?? randomUUID(),
      onProgress: (line: string) => call.output.progress(line),
    } as const;
    const report = await main(await rehearsalTarget(call, { app: 'tab', keyVar: 'TAB_API_KEY' }), rehearsal);
    return { json: report, lines: [reportText(report)], isBadNews: !isPassed(report) };
  },
};
