import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { homePaths } from '../config.ts';
import { noBackupFile, opened } from './closed-file.ts';

export interface SystemRestore {
  readonly home: string;
  readonly file: string;
  readonly passphrase: string;
}

/**
 * A data folder out of a backup of an installation. Nothing is there before everything was opened and found whole; databases come back
 * when the platform starts on it.
 */
export async function restoreSystem({ home, file, passphrase }: SystemRestore): Promise<void> {
  const paths = homePaths(home);
  await mkdir(paths.root, { recursive: true, mode: 0o700 });
  if ((await readdir(paths.root)).length > 0) throw homeInUse(paths.root);
  const working = await mkdtemp(join(paths.root, 'system-restore-'));
  try {
    const archive = join(working, 'archive.tar');
    await pipeline(opened(file, passphrase), createWriteStream(archive, { mode: 0o600 }));
    const content = join(working, 'content');
    await mkdir(content, { mode: 0o700 });
    await unpack(archive, content);
    if (!existsSync(join(content, 'control.db'))) throw noBackupFile(file, 'there is no control.db in it');
    const names = (await readdir(content)).filter((name) => name !== 'control.db');
    for (const name of [...names, 'control.db']) await rename(join(content, name), join(paths.root, name)); // control.db last: from here it is one
  } finally {
    await rm(working, { recursive: true, force: true });
  }
}

async function unpack(archive: string, into: string): Promise<void> {
  const tar = spawn('tar', ['--extract', '--numeric-owner', '--preserve-permissions', '--file', archive, '--directory', into], {
    stdio: 'ignore',
  });
  const [status]: unknown[] = await once(tar, 'close');
  if (status !== 0) throw noBackupFile(archive, 'its archive is damaged');
}

const homeInUse = (root: string): RostraError =>
  new RostraError({
    code: 'SYSTEM_HOME_IN_USE',
    status: 409,
    message: `${root} is not empty.`,
    hint: 'Set ROSTRA_HOME to a new folder; an installation is never written over.',
  });
