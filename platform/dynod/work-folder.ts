import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { DynoSpec } from '../drivers/driver.ts';
import { isRoot } from './isolation.ts';

const run = promisify(execFile);

/** The folders of a dyno's own: what it writes there goes with it. */
export interface DynoFolders {
  /** Where it runs: the slug, or the dyno's own copy of it. */
  readonly work: string;
  readonly temporary: string;
}

/** Makes the dyno's folder with its temporary one, and its copy of the slug when it wants one. */
export async function makeFolders(spec: DynoSpec, folder: string): Promise<DynoFolders> {
  await mkdir(folder, { mode: 0o700 });
  const user = isRoot() ? spec.user : null;
  if (user !== null) await chmod(folder, 0o711);
  const temporary = await temporaryFolder(folder, user);
  const work = spec.copyDirectory ? join(folder, 'app') : spec.directory;
  if (spec.copyDirectory) await copyTree(spec.directory, work);
  if (user !== null) {
    const owned = [temporary, ...(spec.copyDirectory ? [work] : [])];
    await run('chown', ['--recursive', '--no-dereference', `${user.uid}:${user.gid}`, ...owned]);
  }
  return { work, temporary };
}

/** Removes what the dyno could write to; its record and output stay. */
export async function dropFolders(folder: string, temporary: string): Promise<void> {
  await Promise.all([join(folder, 'app'), temporary].map((path) => rm(path, { recursive: true, force: true })));
}

/** Links stay links: `node_modules/rostra` leads to the installation. Blocks are shared where the file system can. */
async function copyTree(from: string, to: string): Promise<void> {
  await run('cp', ['--archive', '--reflink=auto', '--no-target-directory', from, to]);
  await chmod(to, 0o700);
}

/** Inside the dyno's folder; outside where a closed folder above keeps the dyno's user away. */
async function temporaryFolder(folder: string, user: DynoSpec['user']): Promise<string> {
  if (user !== null && !(await isOpenAbove(folder))) {
    const outside = await mkdtemp(join(tmpdir(), 'rostra-dyno-'));
    await chown(outside, user.uid, user.gid);
    return outside;
  }
  const inside = join(folder, 'tmp');
  await mkdir(inside, { mode: 0o700 });
  return inside;
}

async function isOpenAbove(folder: string): Promise<boolean> {
  for (let above = folder; ; above = dirname(above)) {
    if (((await stat(above)).mode & 0o001) === 0) return false;
    if (above === dirname(above)) return true;
  }
}
