// `npm run accept -- A01 A25-otree`: each story against a platform of its own. Without a name, lists them; `all` tells them one after another.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startInstallation } from './installation.ts';
import type { Story } from './story.ts';

/** Name → file. */
const stories = new Map(
  readdirSync(import.meta.dirname)
    .filter((file) => /^a\d\d(-[a-z0-9-]+)?\.ts$/.test(file))
    .sort()
    .map((file) => [file[0]?.toUpperCase() + file.slice(1, -'.ts'.length), file]),
);

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => storiesOf(name).length === 0);
  const wanted = names.flatMap(storiesOf);
  if (names.length === 0 || unknown.length > 0) {
    if (unknown.length > 0) console.error(`There is no story ${unknown.join(', ')}.`);
    console.log([...stories.keys()].join('\n'));
    return unknown.length > 0 ? 1 : 0;
  }
  let failed = 0;
  for (const name of wanted) failed += (await told(name)) ? 0 : 1;
  return failed > 0 ? 1 : 0;
}

/** `A25` means every story of that number. */
function storiesOf(name: string): string[] {
  const all = [...stories.keys()];
  return name === 'all' ? all : all.filter((story) => story === name || story.startsWith(`${name}-`));
}

async function told(name: string): Promise<boolean> {
  const { story }: { story: Story } = await import(join(import.meta.dirname, stories.get(name) ?? ''));
  const house = await startInstallation(story.settings);
  const onSignal = (): void => void house.remove().finally(() => process.exit(1));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    console.log(`PASS ${name} ${await story.tell(house)}`);
    return true;
  } catch (error) {
    console.log(`FAIL ${name} ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await house.remove();
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
