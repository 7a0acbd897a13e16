import { execFile } from 'node:child_process';
import { lstat, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { relocated } from '../../rules/python-script.ts';

const run = promisify(execFile);

/** The file that says what an environment was made of. */
const keyFile = 'rostra-key';

/** Takes over an environment with this key; false when the earlier build has no such one. */
export async function reuseEnvironment(earlier: string, wish: { readonly venv: string; readonly key: string }): Promise<boolean> {
  const key = await readFile(join(earlier, keyFile), 'utf8').catch(() => null);
  if (key !== wish.key) return false;
  await run('cp', ['--archive', '--reflink=auto', '--no-target-directory', earlier, wish.venv]);
  return true;
}

/** Nothing in the environment names the folder it was made in any more; `key` says that it may serve again. */
export async function makeMovable(venv: string, key: string | null): Promise<void> {
  const bin = join(venv, 'bin');
  await Promise.all((await readdir(bin)).map((name) => moveScript(venv, join(bin, name))));
  const settings = join(venv, 'pyvenv.cfg');
  const lines = (await readFile(settings, 'utf8')).split('\n').filter((line) => !/^(command|prompt)\s*=/.test(line));
  await writeFile(settings, lines.join('\n'));
  if (key !== null) await writeFile(join(venv, keyFile), key);
}

/** Only a person at a shell activates an environment; the others are rewritten where they stand, with their mode. */
async function moveScript(venv: string, path: string): Promise<void> {
  if (/\/activate[^/]*$|\.bat$/i.test(path)) return rm(path);
  const facts = await lstat(path);
  if (!facts.isFile() || facts.size > largestScript) return;
  const content = await readFile(path, 'utf8');
  const script = relocated(content, venv);
  if (script !== null) await writeFile(path, script);
}

const largestScript = 1024 * 1024;
