import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, open, readdir, readFile, stat, statfs } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { HomePaths, PlatformConfig } from '../config.ts';
import { isRoot } from '../dynod/isolation.ts';
import { diskSpaceFault } from '../rules/disk-space.ts';
import { readablePassword } from '../rules/admin-password.ts';

/** Makes the data folder, or checks the one that is there: ours, with room, closed to others. Changes nothing that is not ours. */
export async function prepareHome(paths: HomePaths): Promise<void> {
  const fault = diskSpaceFault(await freeBytes(paths.root), paths.root);
  if (fault !== null) throw fault;
  await makeFolder(paths.root);
  await checkContent(paths);
  await chmod(paths.root, passable());
  await makeFolder(paths.run);
  if ((await lstat(paths.run)).isSymbolicLink()) throw homeFault(paths.run, 'it is a link'); // it may be in a folder that is open to all
  await makeFolder(paths.parts);
  await chmod(paths.run, 0o700);
  await chmod(paths.parts, 0o700);
}

/** The administrator's password: from the environment, else from the data folder, where the first start puts one. */
export async function adminPassword(config: PlatformConfig, paths: HomePaths): Promise<string> {
  if (config.adminPassword !== null) return config.adminPassword;
  const kept = (await readFile(paths.adminPassword, 'utf8').catch(() => '')).trim();
  if (kept !== '') return kept;
  const fresh = readablePassword(randomBytes(16));
  const file = await open(paths.adminPassword, 'w', 0o600);
  try {
    await file.writeFile(`${fresh}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return fresh;
}

/** As root the add-on servers' own user has to pass through. */
function passable(): number {
  return isRoot() ? 0o711 : 0o700;
}

/** Of the disk that the folder is or will be on. */
async function freeBytes(folder: string): Promise<number> {
  let at = folder;
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  const { bavail, bsize } = await statfs(at);
  return bavail * bsize;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw homeFault(folder, reasonOf(error));
  }
  const found = await stat(folder);
  if (!found.isDirectory()) throw homeFault(folder, 'it is no folder');
  const own = process.geteuid?.();
  if (own !== undefined && found.uid !== own) throw homeFault(folder, `it belongs to another user (uid ${found.uid})`);
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not make a folder there',
  EPERM: 'you may not make a folder there',
  ENOTDIR: 'a file is in the way',
  EEXIST: 'a file is in the way',
  EROFS: 'the disk is read-only',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? `it cannot be made (${error instanceof Error ? error.message : String(error)})`;
}

/** A folder with somebody else's files is never taken for a data folder. */
async function checkContent(paths: HomePaths): Promise<void> {
  const isOurs = [paths.lock, paths.controlDb, paths.parts].some((path) => existsSync(path));
  const strange = isOurs ? [] : (await readdir(paths.root)).filter((name) => join(paths.root, name) !== paths.adminPassword);
  if (strange.length > 0) throw homeFault(paths.root, `it has other files in it (${strange[0]})`);
}

function homeFault(folder: string, reason: string): RostraError {
  return new RostraError({
    code: 'PLATFORM_HOME',
    status: 422,
    message: `${folder} cannot be the data folder: ${reason}.`,
    hint: 'Set ROSTRA_HOME to a new or empty folder of your own.',
  });
}
