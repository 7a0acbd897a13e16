import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Backup, FileStream, Operations, Restore } from '../platform/client.ts';
import type { Call } from './command.ts';
import { UsageFault } from './parse.ts';

/** `b12` → 12 */
export function backupId(word: string): number {
  const found = /^b?([1-9]\d{0,9})$/.exec(word);
  if (found === null) throw new UsageFault(`"${word}" is no backup.`, 'Backups are called b12; `rostra pg:backups` lists them.');
  return Number(found[1]);
}

/** The one that was named, or the newest that is whole. */
export async function chosenBackup(call: Call, app: string, word: string | undefined): Promise<Backup> {
  if (word !== undefined) return call.platform.backup(app, backupId(word));
  const newest = (await call.platform.backups(app)).find(({ state }) => state === 'done');
  if (newest !== undefined) return newest;
  throw new RostraError({
    code: 'CLI_NO_BACKUP',
    status: 404,
    message: `${app} has no backup yet.`,
    hint: `Take one: rostra pg:backups:capture --app ${app}`,
  });
}

const lookEveryMs = 300;

/** As it is when it has ended; throws why it failed. */
export async function takenBackup(platform: Operations, app: string, id: number): Promise<Backup> {
  for (;;) {
    const backup = await platform.backup(app, id);
    if (backup.state === 'done') return backup;
    if (backup.state === 'failed') throw failed('BACKUP_FAILED', `b${id} failed: ${backup.failure ?? 'nobody knows why'}`);
    await delay(lookEveryMs);
  }
}

/** As it is when it has ended; throws why it failed. */
export async function endedRestore(platform: Operations, app: string, id: number): Promise<Restore> {
  for (;;) {
    const restore = await platform.restore(app, id);
    if (restore.state === 'done') return restore;
    if (restore.state === 'failed') throw failed('RESTORE_FAILED', restore.failure ?? 'The restore failed.');
    await delay(lookEveryMs);
  }
}

const failed = (code: string, message: string): RostraError =>
  new RostraError({ code, status: 422, message, hint: 'Nothing was changed.' });

export const sizeWords = (bytes: number | null): string =>
  bytes === null ? '' : bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

export function proofWords({ state, drill }: Backup): string {
  if (state !== 'done') return '';
  if (drill === null) return 'unproven';
  return drill.passed ? 'proven' : 'FAILED when tried';
}

/** Written beside its place, and there when it is whole. Answers how long it is. */
export async function saveFile(file: FileStream, place: string): Promise<number> {
  const beside = `${place}.part`;
  try {
    await pipeline(file.stream, createWriteStream(beside, { mode: 0o600, flush: true }));
    const { size } = await stat(beside);
    if (file.bytes !== null && file.bytes !== size)
      throw new RostraError({
        code: 'CLI_FILE_CUT',
        status: 503,
        message: `Only ${size} of ${file.bytes} bytes came.`,
        hint: 'Try it again; nothing was kept.',
      });
    await rename(beside, place);
    return size;
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** A file of this machine; says so when it is none. */
export async function fileToSend(path: string): Promise<AsyncIterable<Uint8Array>> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true) throw new UsageFault(`There is no file ${path}.`, 'Name a backup (b12), or a file with a dump.');
  return createReadStream(path);
}
