import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, readlink, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { HomePaths } from '../config.ts';
import { newestNotes, versionFault } from '../rules/program-manifest.ts';
import type { NewProgram, Program } from '../rules/program-record.ts';
import { noRoomForUpdate, updateNotUsable } from './errors.ts';
import { signedManifest, verifyProgram } from './signature.ts';

const megabyte = 1024 * 1024;
/** For backups of databases and state, and for what goes on meanwhile. */
const leastFreeMb = 500;

/** A copy of its own in the data folder, looked at there: what was signed is what will run, whatever becomes of the source. */
export async function installProgram(paths: HomePaths, source: string, present: string): Promise<Program> {
  return verified(paths, { source, present }, async ({ folder, version }) => {
    const place = join(paths.programs, `${version}-${Date.now().toString(36)}`);
    await rename(folder, place);
    return { folder: place, version };
  });
}

/** What would be installed, with what its maker says is new in it: the first part of its CHANGELOG.md. */
export async function lookAtProgram(paths: HomePaths, source: string, present: string): Promise<NewProgram> {
  return verified(paths, { source, present }, async ({ folder, version }) => {
    const changes = await readFile(join(folder, 'CHANGELOG.md'), 'utf8').catch(() => '');
    return { from: present, version, notes: newestNotes(changes) };
  });
}

interface Offer {
  readonly source: string;
  /** The version that runs. */
  readonly present: string;
}

/** Throws in words what is wrong with it; gives a copy that is as its maker signed it, which is gone afterwards. */
async function verified<Answer>(paths: HomePaths, { source, present }: Offer, use: (program: Program) => Promise<Answer>): Promise<Answer> {
  await refuseFullDisk(paths.root);
  await mkdir(paths.programs, { recursive: true });
  await chmod(paths.programs, 0o755); // apps with a dependency on rostra run it, each as a user of its own
  const working = await mkdtemp(join(paths.programs, 'new-'));
  try {
    await chmod(working, 0o755);
    const folder = await fetched(paths, source, working);
    const { version } = await verifyProgram(folder, paths.updateKey);
    const { version: own }: { version: unknown } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const fault = own === version ? versionFault(present, version) : 'its list of files is of another version';
    if (fault !== null) throw updateNotUsable(fault);
    return await use({ folder, version });
  } finally {
    await rm(working, { recursive: true, force: true });
  }
}

async function refuseFullDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeMb = Math.floor((bavail * bsize) / megabyte);
  if (freeMb < leastFreeMb) throw noRoomForUpdate(freeMb, leastFreeMb);
}

/** The program's folder within the working folder: a folder is copied, anything else is unpacked. */
async function fetched({ updateKey }: HomePaths, source: string, working: string): Promise<string> {
  const found = await stat(source).catch(() => null);
  if (found === null) throw updateNotUsable(`${source} is not there`);
  const content = join(working, 'content');
  if (found.isDirectory()) {
    await signedManifest(source, updateKey); // nobody's thesis is copied to find that it is no program
    await cp(source, content, { recursive: true, verbatimSymlinks: true });
  } else await unpack(source, content);
  const names = await readdir(content);
  if (names.includes('package.json')) return content;
  const [only] = names;
  if (names.length === 1 && only !== undefined && (await readdir(join(content, only))).includes('package.json')) return join(content, only);
  throw updateNotUsable('there is no package.json in it');
}

async function unpack(file: string, into: string): Promise<void> {
  await mkdir(into, { mode: 0o755 });
  const tar = spawn('tar', ['--extract', '--no-same-owner', '--file', file, '--directory', into], { stdio: 'ignore' });
  const [status]: unknown[] = await once(tar, 'close');
  if (status !== 0) throw updateNotUsable('its archive is damaged');
}

/** Programs that neither run, nor are the ones to go back to, nor are linked from the build of an app. */
export async function dropPrograms(paths: HomePaths, kept: readonly string[]): Promise<void> {
  const linked = await Promise.all(
    (await foldersIn(paths.slugs)).map((slug) => readlink(join(slug, 'node_modules', 'rostra')).catch(() => '')),
  );
  for (const folder of await foldersIn(paths.programs))
    if (!kept.includes(folder) && !linked.includes(folder)) await rm(folder, { recursive: true, force: true });
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
}
