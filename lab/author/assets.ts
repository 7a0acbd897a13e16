import { createHash } from 'node:crypto';
import { glob, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Assets } from '../game/define-project.ts';
import type { Finding } from './finding.ts';

/** The files of a project's `assets/`: images, sounds, styles. Their address changes with what is in them, all together, so that styles find images. */
export async function readAssets(folder: string): Promise<Assets> {
  const root = join(folder, 'assets');
  const found = await Array.fromAsync(glob('**/*', { cwd: root, exclude: ['**/.*'] })).catch(() => []);
  const paths: string[] = [];
  const hash = createHash('sha256');
  for (const path of found.toSorted((a, b) => (a < b ? -1 : 1))) {
    if (!(await stat(join(root, path))).isFile()) continue;
    paths.push(path.split(sep).join('/'));
    hash.update(path).update(await readFile(join(root, path)));
  }
  return { folder: paths.length === 0 ? null : root, version: hash.digest('hex').slice(0, 12), paths };
}

/** Files that views ask for in plain words, `asset('logo.png')`, and that are not there. */
export function missingAssets(sources: ReadonlyMap<string, string>, { paths }: Assets): Finding[] {
  const known = new Set(paths);
  return [...sources].flatMap(([file, source]) =>
    [...source.matchAll(/(?<![\w$])asset\(\s*(['"`])((?:(?!\1|\$\{).)+)\1/g)].flatMap((call) => {
      const path = call[2] ?? '';
      if (known.has(path)) return [];
      const line = source.slice(0, call.index).split('\n').length;
      return [
        { file, line, what: `there is no file assets/${path}`, cure: 'Put it there, or mend its name: capitals count.', isFault: true },
      ];
    }),
  );
}
