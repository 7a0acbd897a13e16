import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { packagedBinaries } from './binaries.ts';
import { RostraError } from '../errors/rostra-error.ts';

const run = promisify(execFile);

/** The oldest server that lab and tab run on. */
const oldestVersion = 15;

export interface PostgresBinaries {
  /** The folder of initdb and postgres. */
  readonly folder: string;
  /** Major version. */
  readonly version: number;
  readonly origin: 'system' | 'packaged';
}

/** The user a server runs as: Postgres refuses root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** The system's own server of version 15 or later, else the packaged one. */
export async function findPostgres(): Promise<PostgresBinaries> {
  for (const folder of await systemFolders()) {
    const version = await versionIn(folder);
    if (version >= oldestVersion) return { folder, version, origin: 'system' };
  }
  const folder = await packagedBinaries(await serverUser());
  if (folder) return { folder, version: await versionIn(folder), origin: 'packaged' };
  throw new RostraError({
    code: 'POSTGRES_MISSING',
    status: 503,
    message: `There is no PostgreSQL server of version ${oldestVersion} or later on this machine.`,
    hint: 'Install the package postgresql, or run npm ci again on Linux (x64 or arm64), or set DATABASE_URL.',
  });
}

/** Null when we are an ordinary user: then the server runs as ourselves. */
export async function serverUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const line = passwd.split('\n').find((entry) => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : { uid: 65_534, gid: 65_534 };
}

/** Where programs of PostgreSQL may be. */
export async function systemFolders(): Promise<string[]> {
  const debian = await readdir('/usr/lib/postgresql').catch(() => []);
  const newestFirst = debian.sort((a, b) => Number(b) - Number(a)).map((version) => join('/usr/lib/postgresql', version, 'bin'));
  return [...searchPath().split(delimiter), ...newestFirst].filter((folder) => folder.startsWith('/'));
}

// oxlint-disable-next-line node/no-process-env -- PATH is where programs are, not a setting of ours
const searchPath = (): string => process.env.PATH ?? '';

async function versionIn(folder: string): Promise<number> {
  try {
    const { stdout } = await run(join(folder, 'postgres'), ['--version'], { cwd: '/' });
    return Number(/(\d+)(\.\d+)?/.exec(stdout)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
