import { bold, coloured } from '../../output.ts';
import type { CliCommand } from '../../command.ts';
import { wholeNumber } from '../../parse.ts';

/** `test.ts` would be run as a test by Node. */
export const labTest: CliCommand = {
  name: 'lab test',
  summary: 'let the bots beside the games play them, on a database of their own',
  args: '[game]',
  options: [{ flags: '--processes <number>', text: 'over HTTP against so many web processes; without a server unless said' }],
  example: 'rostra lab test public_goods',
  run: async (call) => {
    const { main } = await import('../../../lab/bots/main.ts');
    const counts = { passed: 0, failed: 0 };
    const typed = call.option('processes');
    const processes = typed === null ? null : wholeNumber(typed, { name: '--processes', min: 1, max: 16 });
    for await (const result of main({ folder: process.cwd(), only: call.args[0] ?? null, processes })) {
      counts[result.fault === null ? 'passed' : 'failed'] += 1;
      call.output.item(result, lineOf(result));
      if (call.signal.aborted) break;
    }
    const { passed, failed } = counts;
    return { json: counts, lines: [bold(`${passed} passed, ${failed} failed`)], isBadNews: failed > 0 };
  },
};

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
