// `npm run chaos -- lab [--runs 20] [--people 100] [--seed N]`: makes trouble of one kind and looks whether the promises held.
// Without a row, lists them. Closing line: `N passed, N failed`.
import { parseArgs } from 'node:util';
import { randomInt } from 'node:crypto';
import type { Row } from './row.ts';
import { row as lab } from './rows/lab.ts';

const rows: Readonly<Record<string, Row>> = { lab };

export async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { runs: { type: 'string', default: '20' }, people: { type: 'string', default: '100' }, seed: { type: 'string' } },
  });
  const [name = ''] = positionals;
  const row = rows[name];
  const [runs, people] = [Number(values.runs), Number(values.people)];
  if (!row || !(runs >= 1) || !(people >= 4 && people % 4 === 0)) {
    say('npm run chaos -- ROW [--runs 20] [--people 100, a multiple of 4] [--seed TEXT]');
    for (const [known, { shows }] of Object.entries(rows)) say(`  ${known}  ${shows}`);
    return name === '' ? 0 : 1;
  }
  const { passed, failed } = await row.run({ runs, people, seed: values.seed ?? String(randomInt(1e9)), say });
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
