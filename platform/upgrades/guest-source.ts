import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { noGuestSource } from './errors.ts';
import { requirementsOf } from './pipfile-lock.ts';

const run = promisify(execFile);

/** Where the platform takes it from by itself: it reads no folder of this machine because somebody's project says so. */
export const isPublicSource = (source: string): boolean => /^https?:\/\//.test(source);

const isRepository = (source: string): boolean => /^[a-z+]+:\/\/|^git@/.test(source);

const withinMs = 120_000;
const webOnly = ['protocol.allow=never', 'protocol.http.allow=always', 'protocol.https.allow=always'];

/** From the web Git goes nowhere else. Links come as plain files: what is laid over the source lands within it. */
function git(source: string, ...args: readonly string[]): Promise<{ readonly stdout: string }> {
  const settings = ['core.symlinks=false', ...(isPublicSource(source) ? webOnly : [])];
  return run('git', [...settings.flatMap((each) => ['-c', each]), ...args], { timeout: withinMs });
}

/** Where a guest's source comes from: a folder, or a Git repository and what of it. */
export interface GuestSource {
  readonly source: string;
  /** A tag, a branch or a commit; null: what the repository gives by itself. */
  readonly ref: string | null;
  /** The template whose files are laid over it: Tabbycat's unless it says null. */
  readonly template?: null;
}

/** Kept in the project, so that an upgrade knows what it is. */
export const guestFile = '.rostra-guest.json';

/** Brings the guest's source into the folder, with what of its packages pip can read. */
export async function fetchGuest(folder: string, { source, ref }: GuestSource): Promise<void> {
  if (isRepository(source)) await clone(folder, { source, ref });
  else await copyFolder(folder, source);
  const [lock, list] = [join(folder, 'Pipfile.lock'), join(folder, 'requirements.txt')];
  if (existsSync(lock) && !existsSync(list)) await writeFile(list, requirementsOf(await readFile(lock, 'utf8')));
}

async function copyFolder(folder: string, source: string): Promise<void> {
  const from = resolve(source);
  if (!existsSync(from)) throw noGuestSource(`There is no folder ${from}.`);
  const leftOut = new Set(['.git', 'node_modules', '.venv', '__pycache__'].map((name) => join(from, name)));
  await cp(from, folder, { recursive: true, filter: (path) => !leftOut.has(path) });
}

async function clone(folder: string, { source, ref }: GuestSource): Promise<void> {
  try {
    await git(source, 'init', '--quiet', folder);
    await git(source, '-C', folder, 'fetch', '--quiet', '--depth', '1', '--', source, ref ?? 'HEAD');
    await git(source, '-C', folder, 'checkout', '--quiet', 'FETCH_HEAD');
  } catch (error) {
    throw noGuestSource(`${source} could not be fetched${ref === null ? '' : ` at ${ref}`}: ${lastWords(error)}`);
  }
  await rm(join(folder, '.git'), { recursive: true, force: true });
}

/** Tags of the repository, newest first; none of a folder. */
export async function versionsOf({ source }: GuestSource): Promise<readonly string[]> {
  if (!isRepository(source)) return [];
  try {
    const { stdout } = await git(source, 'ls-remote', '--tags', '--refs', '--sort=-version:refname', '--', source);
    return stdout.split('\n').flatMap((line) => /refs\/tags\/(\S+)/.exec(line)?.[1] ?? []);
  } catch (error) {
    throw noGuestSource(`${source} does not say which versions it has: ${lastWords(error)}`);
  }
}

function lastWords(error: unknown): string {
  return error instanceof Error && 'stderr' in error ? (String(error.stderr).trim().split('\n').at(-1) ?? '') : String(error);
}
