import { resolve } from 'node:path';
import { bold, coloured } from '../../output.ts';
import type { Call, CliCommand } from '../../command.ts';
import { wholeNumber } from '../../parse.ts';

/** `test.ts` would be run as a test by Node. */
export const labTest: CliCommand = {
  name: 'lab test',
  summary: 'let the bots beside the games play them, on a database of their own',
  args: '[game] [participants]',
  options: [
    { flags: '--processes <number>', text: 'over HTTP against so many web processes; without a server unless said' },
    { flags: '--browser', text: 'in windows of Chromium: what is answered is typed and pressed' },
    { flags: '--auto', text: 'games without a bot are played by chance' },
    { flags: '--case <number>', text: 'only this case of each bot' },
    { flags: '--seed <text>', text: 'all chance comes from it: the same again' },
    { flags: '--export <folder>', text: 'every table of each session that was played, as CSV' },
  ],
  example: 'rostra lab test public_goods',
  run: async (call) => {
    const { main } = await import('../../../lab/bots/main.ts');
    const counts = { passed: 0, failed: 0 };
    const exportTo = call.option('export');
    const run = {
      folder: process.cwd(),
      only: call.args[0] ?? null,
      participants: numberIn(call.args[1] ?? null, 'participants', 10_000),
      processes: numberIn(call.option('processes'), '--processes', 16),
      case: numberIn(call.option('case'), '--case', 1_000_000),
      auto: call.flag('auto'),
      browser: call.flag('browser'),
      seed: call.option('seed'),
      exportTo: exportTo === null ? null : resolve(exportTo),
    };
    for await (const result of main(run)) {
      counts[result.fault === null ? 'passed' : 'failed'] += 1;
      call.output.item(result, lineOf(result));
      if (call.signal.aborted) break;
    }
    const { passed, failed } = counts;
    return { json: counts, lines: [bold(`${passed} passed, ${failed} failed`)], isBadNews: failed > 0 };
  },
};

function numberIn(typed: string | null, name: string, max: number): number | null {
  return typed === null ? null : wholeNumber(typed, { name, min: 1, max });
}

export const labBots: CliCommand = {
  name: 'lab bots',
  summary: 'writes a bot for a game: chance plays it, and what it did is the bot',
  args: '<game>',
  options: [
    { flags: '--write', text: 'the bot goes beside the game, as games/my-game.bot.ts' },
    { flags: '--seed <text>', text: 'what chance plays comes from it' },
  ],
  example: 'rostra lab bots --write public_goods',
  run: (call) => writeBot(call),
};

async function writeBot(call: Call) {
  const { write } = await import('../../../lab/bots/main.ts');
  const [game = ''] = call.args;
  const file = await write({ folder: process.cwd(), game, seed: call.option('seed') });
  return { json: { file }, lines: [file, '', `Next: npx rostra lab test ${game}`] };
}

interface Shown {
  readonly session: string;
  readonly case: number;
  readonly cases: number;
  readonly given: Readonly<Record<string, unknown>>;
  readonly fault: string | null;
}

/** `pass  bargaining 1/2`; a failure with what the bots were given and what differed. */
function lineOf({ session, case: number, cases, given, fault }: Shown): string {
  const which = `${session} ${number}/${cases}`;
  if (fault === null) return `${coloured('green', 'pass')}  ${which}`;
  return `${coloured('red', 'FAIL')}  ${which}  ${JSON.stringify(given)}\n      ${fault}`;
}
