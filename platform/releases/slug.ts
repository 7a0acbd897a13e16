import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Dirent } from 'node:fs';
import { lstat, mkdir, readdir, readlink, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { wrongSource } from '../errors.ts';

const mostFiles = 100_000;
const largestBytes = 1024 ** 3;

export interface Tree {
  /** sha256 of names, modes, links and contents, in the order of the names. */
  readonly id: string;
  readonly sizeBytes: number;
}

/** What the built folder is. Refuses what no slug may hold: links that lead outside, devices, too much (SEC-07, CON-10). */
export async function readTree(folder: string, allowedLinks: ReadonlySet<string>): Promise<Tree> {
  const hash = createHash('sha256');
  const state: Walk = { root: folder, hash, allowedLinks, files: 0, sizeBytes: 0 };
  await walk(folder, state);
  return { id: hash.digest('hex'), sizeBytes: state.sizeBytes };
}

/** Moves the built folder to its place among the slugs; one that is there already is the same. */
export async function keepSlug(built: string, place: string): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  if ((await stat(place).catch(() => null)) === null) await rename(built, place);
  else await rm(built, { recursive: true, force: true });
}

interface Walk {
  readonly root: string;
  readonly hash: Hash;
  readonly allowedLinks: ReadonlySet<string>;
  files: number;
  sizeBytes: number;
}

async function walk(folder: string, state: Walk): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    state.files += 1;
    if (state.files > mostFiles) throw wrongSource(`The app has more than ${mostFiles} files.`, 'Leave some out by a .slugignore file.');
    await add(entry, join(folder, entry.name), state);
  }
}

async function add(entry: Dirent, path: string, state: Walk): Promise<void> {
  const name = relative(state.root, path);
  if (entry.isDirectory()) {
    state.hash.update(`folder ${name}\n`);
    return walk(path, state);
  }
  if (entry.isSymbolicLink()) return addLink(path, name, state);
  if (!entry.isFile()) throw wrongSource(`${name} is neither a file nor a folder.`, 'Remove it and deploy again.');
  const { mode, size } = await lstat(path);
  state.sizeBytes += size;
  if (state.sizeBytes > largestBytes) throw wrongSource('The app is larger than 1 GB.', 'Leave some files out by a .slugignore file.');
  state.hash.update(`file ${name} ${(mode & 0o100) === 0 ? 'plain' : 'program'} ${size}\n`);
  await pipeline(createReadStream(path), state.hash, { end: false });
}

async function addLink(path: string, name: string, state: Walk): Promise<void> {
  const target = await readlink(path);
  const leadsTo = resolve(dirname(path), target);
  const staysInside = leadsTo === state.root || leadsTo.startsWith(`${state.root}/`);
  if (!staysInside && !state.allowedLinks.has(leadsTo)) {
    throw wrongSource(`The link ${name} leads out of the app's folder.`, 'Replace it by the file itself and deploy again.');
  }
  state.hash.update(`link ${name} ${staysInside ? relative(dirname(path), leadsTo) : target}\n`);
}
