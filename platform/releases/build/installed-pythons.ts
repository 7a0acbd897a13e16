import { execFile } from 'node:child_process';
import { readdir, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { InstalledPython } from '../../rules/python-version.ts';
import type { HostInstallation } from '../installation.ts';

const run = promisify(execFile);
const systemFolders = ['/usr/local/bin', '/usr/bin'];

/** Every Python 3 of this machine, the system's before those of a version manager. */
export async function installedPythons({ programFolders }: HostInstallation): Promise<readonly InstalledPython[]> {
  const own = programFolders.filter((folder) => !folder.endsWith('/shims')); // a shim chooses again in each folder
  const folders = new Set([...systemFolders, ...own, ...(await pyenvFolders())]);
  const found = await Promise.all([...folders].map(pythonsIn));
  const paths = new Set(found.flat());
  const asked = await Promise.all([...paths].map(versionOf));
  return asked.filter((python) => python !== null);
}

async function pyenvFolders(): Promise<string[]> {
  const versions = join(homedir(), '.pyenv', 'versions');
  const names = await readdir(versions).catch(() => []);
  return names.map((name) => join(versions, name, 'bin'));
}

/** `python3` is what its owner chose, so it comes first; links to one program are one Python. */
async function pythonsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const pythons = names.filter((name) => /^python3(\.\d+)?$/.test(name)).sort();
  return Promise.all(pythons.map((name) => realpath(join(folder, name)).catch(() => join(folder, name))));
}

/** Null when it does not run. */
async function versionOf(path: string): Promise<InstalledPython | null> {
  const ask = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
  const said = await run(path, ['-I', '-S', '-c', ask], { timeout: 10_000 }).catch(() => null);
  const version = said?.stdout.trim() ?? '';
  return /^3\.\d+\.\d+$/.test(version) ? { path, version } : null;
}
