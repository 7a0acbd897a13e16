import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from './finding.ts';

/** What the TypeScript compiler finds, where the folder has a tsconfig.json and TypeScript is installed. */
export async function typeFaults(folder: string): Promise<Finding[]> {
  const compiler = await compilerFor(folder);
  if (compiler === null) return [];
  const said = await printedBy(compiler, folder);
  const own = [...said.matchAll(/^(\S+?)\((\d+),\d+\): error TS\d+: (.*)$/gm)].filter(([, file = '']) => !file.startsWith('..'));
  return own.map(([, file = '', line, what = '']) => ({
    file,
    line: Number(line),
    what: what.replace(/\.$/, ''),
    cure: 'TypeScript says so; hover over it in your editor to see what it expects.',
    isFault: true,
  }));
}

async function compilerFor(folder: string): Promise<string | null> {
  const places = [join(folder, 'node_modules/.bin/tsc'), join(import.meta.dirname, '../../node_modules/.bin/tsc')];
  if (!(await isThere(join(folder, 'tsconfig.json')))) return null;
  for (const place of places) if (await isThere(place)) return place;
  return null;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Whatever its exit status: faults are what is asked for. */
function printedBy(compiler: string, cwd: string): Promise<string> {
  return new Promise((done) => {
    execFile(compiler, ['--noEmit', '--pretty', 'false'], { cwd, maxBuffer: 20_000_000 }, (_, stdout) => done(stdout));
  });
}
