import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Control } from '../control/control.ts';
import type { BackupRecord } from '../store/backups.ts';
import { backupFileGone, noRoomForBackup } from './errors.ts';

/** Where a backup lies. */
export const backupFile = ({ paths }: Pick<Control, 'paths'>, id: number): string => join(paths.backups, `b${id}.dump`);

const megabyte = 1024 * 1024;
const leastFreeMb = 512;

export interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** Written beside its place, on disk for certain, and moved there when it is whole. */
export async function writeBackupFile(control: Control, id: number, source: AsyncIterable<Uint8Array>): Promise<WrittenFile> {
  await mkdir(control.paths.backups, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(control.paths.backups);
  const freeMb = Math.floor((bavail * bsize) / megabyte);
  if (freeMb < leastFreeMb) throw noRoomForBackup(freeMb);
  const place = backupFile(control, id);
  const beside = `${place}.part`;
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(
      source,
      async function* (pieces: AsyncIterable<Uint8Array>) {
        for await (const piece of pieces) {
          hash.update(piece);
          bytes += piece.length;
          yield piece;
        }
      },
      createWriteStream(beside, { mode: 0o600, flush: true }),
    );
    await rename(beside, place);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Nobody restores from a file that is not what was written. */
export async function checkBackupFile(control: Control, { id, sha256 }: BackupRecord): Promise<void> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(backupFile(control, id))) hash.update(piece);
  } catch {
    throw backupFileGone(id);
  }
  if (sha256 !== null && hash.digest('hex') !== sha256) throw backupFileGone(id);
}

export async function removeBackupFile(control: Control, id: number): Promise<void> {
  const place = backupFile(control, id);
  await Promise.all([place, `${place}.part`].map((path) => rm(path, { force: true })));
}
