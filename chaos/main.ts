// `npm run chaos -- lab|STA-04 [--runs N] [--people 100] [--seed N]`: makes trouble of one kind and looks whether the promises held.
// Without a row, lists them. Closing line: `N passed, N failed`.
import { parseArgs } from 'node:util';
import { randomInt } from 'node:crypto';
import type { Row } from './row.ts';
import { row as lab } from './rows/lab.ts';
import { row as sta04 } from './rows/sta-04.ts';

const rows: Readonly<Record<string, Row>> = { lab, 'STA-04': sta04 };

export async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { runs: { type: 'string' }, people: { type: 'string', default: '100' }, seed: { type: 'string' } },
  });
  const [name = ''] = positionals;
  const row = rows[name];
  const wish = { runs: Number(values.runs ?? row?.runs), people: Number(values.people), seed: values.seed ?? String(randomInt(1e9)), say };
  if (!row || !isPossible(wish)) return explain(name);
  const { passed, failed } = await row.run(wish);
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

const isPossible = ({ runs, people }: { readonly runs: number; readonly people: number }): boolean =>
  runs >= 1 && people >= 4 && people % 4 === 0;

function explain(name: string): number {
  say('npm run chaos -- ROW [--runs N] [--people 100, a multiple of 4] [--seed TEXT]');
  for (const [known, { shows }] of Object.entries(rows)) say(`  ${known}  ${shows}`);
  return name === '' ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
