import { randomUUID } from 'node:crypto';
import type { CliCommand } from '../../command.ts';
import { wholeNumber } from '../../parse.ts';
import { rehearsalOptions, rehearsalTarget } from '../../rehearsal-target.ts';

export const rehearseLab: CliCommand = {
  name: 'rehearse lab',
  summary: 'let bots play a whole experiment session over HTTP, and say how it went',
  needsApp: true,
  options: [
    { flags: '--game <name>', text: 'the session config, public_goods unless said' },
    { flags: '--people <number>', text: 'how many take part, 60 unless said' },
    { flags: '--arrive <seconds>', text: 'they arrive over this time, 2 unless said' },
    ...rehearsalOptions,
  ],
  example: 'rostra rehearse lab --game public_goods --people 60',
  run: async (call) => {
    const [{ main }, { isPassed, reportText }] = await Promise.all([
      import('../../../rehearse/main.ts'),
      import('../../../rehearse/report.ts'),
    ]);
    const number = (name: string, otherwise: string, max: number): number =>
      wholeNumber(call.option(name) ?? otherwise, { name: `--${name}`, min: name === 'people' ? 1 : 0, max });
    const rehearsal = {
      event: 'lab',
      game: call.option('game') ?? 'public_goods',
      people: number('people', '60', 10_000),
      thinkMs: number('think', '0', 600_000),
      arriveMs: number('arrive', '2', 3600) * 1000,
      limitMs: number('limit', '300', 86_400) * 1000,
      seed: call.option('seed') ?? randomUUID(),
      onProgress: (line: string) => call.output.progress(line),
    } as const;
    const report = await main(await rehearsalTarget(call, { app: 'lab', keyVar: 'LAB_REST_KEY' }), rehearsal);
    return { json: report, lines: [reportText(report)], isBadNews: !isPassed(report) };
  },
};
