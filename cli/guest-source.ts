import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { requirementsOf } from './pipfile-lock.ts';

const run = promisify(execFile);

/** Where a guest's source comes from: a folder, or a Git repository and what of it. */
export interface GuestSource {
  readonly source: string;
  /** A tag, a branch or a commit; null: what the repository gives by itself. */
  readonly ref: string | null;
}

/** Kept in the project, so that an upgrade knows what it is. */
export const guestFile = '.rostra-guest.json';

/** Brings the guest's source into the folder, with what of its packages pip can read. */
export async function fetchGuest(folder: string, { source, ref }: GuestSource): Promise<void> {
  if (/^[a-z+]+:\/\/|^git@/.test(source)) await clone(folder, { source, ref });
  else await copyFolder(folder, source);
  const [lock, list] = [join(folder, 'Pipfile.lock'), join(folder, 'requirements.txt')];
  if (existsSync(lock) && !existsSync(list)) await writeFile(list, requirementsOf(await readFile(lock, 'utf8')));
}

async function copyFolder(folder: string, source: string): Promise<void> {
  const from = resolve(source);
  if (!existsSync(from)) throw noSource(`There is no folder ${from}.`);
  const leftOut = new Set(['.git', 'node_modules', '.venv', '__pycache__'].map((name) => join(from, name)));
  await cp(from, folder, { recursive: true, filter: (path) => !leftOut.has(path) });
}

async function clone(folder: string, { source, ref }: GuestSource): Promise<void> {
  const git = (...args: readonly string[]) => run('git', ['-C', folder, ...args]);
  try {
    await run('git', ['init', '--quiet', folder]);
    await git('fetch', '--quiet', '--depth', '1', '--', source, ref ?? 'HEAD');
    await git('checkout', '--quiet', 'FETCH_HEAD');
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : String(error);
    throw noSource(`${source} could not be fetched${ref === null ? '' : ` at ${ref}`}: ${said}`);
  }
  await rm(join(folder, '.git'), { recursive: true, force: true });
}

/** Tags of the repository, newest first; none of a folder. */
export async function versionsOf({ source }: GuestSource): Promise<readonly string[]> {
  if (!/^[a-z+]+:\/\/|^git@/.test(source)) return [];
  const { stdout } = await run('git', ['ls-remote', '--tags', '--refs', '--sort=-version:refname', '--', source]);
  return stdout.split('\n').flatMap((line) => /refs\/tags\/(\S+)/.exec(line)?.[1] ?? []);
}

const noSource = (message: string): RostraError =>
  new RostraError({
    code: 'CLI_NO_GUEST_SOURCE',
    status: 422,
    message,
    hint: 'Say where it is: --source FOLDER, or --source URL with --ref TAG',
  });
