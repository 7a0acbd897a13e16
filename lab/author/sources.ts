import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The author's own TypeScript files, by their path from the folder. */
export type Sources = ReadonlyMap<string, string>;

export async function readSources(folder: string): Promise<Sources> {
  const files = await Array.fromAsync(glob('**/*.{ts,tsx}', { cwd: folder, exclude: ['**/node_modules/**', '**/.*/**'] }));
  const read = files.sort().map(async (file): Promise<[string, string]> => [file, await readFile(join(folder, file), 'utf8')]);
  return new Map(await Promise.all(read));
}

/** The file that defines a game; the project file when no file says so in plain words. */
export function fileOfGame(sources: Sources, game: string): string {
  const defines = new RegExp(`defineGame\\(\\{[\\s\\S]{0,400}?name:\\s*['"\`]${game}['"\`]`);
  return [...sources].find(([, text]) => defines.test(text))?.[0] ?? 'rostra.lab.ts';
}

/** The line, from 1, of the last of these words, which stand one after the other; null when not even the first is there. */
export function lineOf(text: string, trail: readonly string[]): number | null {
  let at = -1;
  for (const word of trail) {
    const found = text.slice(at + 1).search(new RegExp(`(?<![\\w$])${RegExp.escape(word)}(?![\\w])`));
    if (found < 0) break;
    at += 1 + found;
  }
  return at < 0 ? null : text.slice(0, at).split('\n').length;
}
