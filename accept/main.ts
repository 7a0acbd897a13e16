// `npm run accept -- A01 A25-otree [--times 3]`: each story against a platform of its own, first those that only wait, side by side, then
// the others one after another. `all` tells them all; without a name they are listed. Closing line: `N passed, N failed`.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startInstallation } from './installation.ts';
import type { Story } from './story.ts';

/** Name → file. */
const stories = new Map(
  readdirSync(import.meta.dirname)
    .filter((file) => /^a\d\d(-[a-z0-9-]+)?\.ts$/.test(file))
    .sort()
    .map((file) => [file[0]?.toUpperCase() + file.slice(1, -'.ts'.length), file]),
);

async function main(args: readonly string[]): Promise<number> {
  const { positionals: names, values } = parseArgs({ args: [...args], allowPositionals: true, options: { times: { type: 'string' } } });
  const unknown = names.filter((name) => storiesOf(name).length === 0);
  if (names.length === 0 || unknown.length > 0) {
    if (unknown.length > 0) console.error(`There is no story ${unknown.join(', ')}.`);
    console.log([...stories.keys()].join('\n'));
    return unknown.length > 0 ? 1 : 0;
  }
  const ending = new AbortController();
  process.once('SIGINT', () => ending.abort()).once('SIGTERM', () => ending.abort());
  const wanted = await Promise.all([...new Set(names.flatMap(storiesOf))].map(opened));
  const results: boolean[] = [];
  for (let time = 0; time < Number(values.times ?? 1); time += 1) {
    const [waiting, working] = [wanted.filter(({ story }) => story.waits), wanted.filter(({ story }) => !story.waits)];
    results.push(...(await Promise.all(waiting.map((told) => tell(told, ending.signal)))));
    for (const told of working) results.push(await tell(told, ending.signal));
  }
  const passed = results.filter(Boolean).length;
  console.log(`${passed} passed, ${results.length - passed} failed`);
  return passed === results.length ? 0 : 1;
}

/** `A25` means every story of that number. */
function storiesOf(name: string): string[] {
  const all = [...stories.keys()];
  return name === 'all' ? all : all.filter((story) => story === name || story.startsWith(`${name}-`));
}

interface Opened {
  readonly name: string;
  readonly story: Story;
}

async function opened(name: string): Promise<Opened> {
  const { story }: { story: Story } = await import(join(import.meta.dirname, stories.get(name) ?? ''));
  return { name, story };
}

/** Tells one on a platform of its own, which is removed whatever happens; whether everything was as promised. */
async function tell({ name, story }: Opened, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  const startedAt = performance.now();
  const house = await startInstallation(story.settings);
  const ended = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('Ended from outside.'))));
  const verdict = await Promise.race([story.tell(house), ended]).then(
    (figures) => `PASS ${name} ${figures}`,
    (error: unknown) => `FAIL ${name} ${error instanceof Error ? error.message : String(error)}`,
  );
  await house.remove();
  console.log(`${verdict} (${Math.round((performance.now() - startedAt) / 1000)} s)`);
  return verdict.startsWith('PASS');
}

// What a story that failed has left open holds nobody up.
if (import.meta.main) process.exit(await main(process.argv.slice(2)));
