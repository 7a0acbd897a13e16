// `npm run bench -- NAME…`: measures side by side with the peers and prints one JSON object a line. Without a name, lists the questions.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, PeerMissing } from './measure/row.ts';

/** The files beside this one: one a question, each exports `bench`. */
const questions = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'main.ts')
  .map((file) => file.slice(0, -'.ts'.length))
  .sort();

export async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !questions.includes(name));
  if (names.length === 0 || unknown.length > 0) {
    if (unknown.length > 0) console.error(`There is no benchmark ${unknown.join(', ')}.`);
    console.log(questions.join('\n'));
    return unknown.length > 0 ? 1 : 0;
  }
  for (const name of names) await ask(name);
  return 0;
}

async function ask(name: string): Promise<void> {
  try {
    await (
      await benchOf(name)
    )((row) => console.log(JSON.stringify(row)));
  } catch (error) {
    if (!(error instanceof PeerMissing)) throw error;
    console.error(`${name}: rows left out. ${error.message}`);
  }
}

async function benchOf(name: string): Promise<Bench> {
  const { bench }: { bench: Bench } = await import(join(import.meta.dirname, `${name}.ts`));
  return bench;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
