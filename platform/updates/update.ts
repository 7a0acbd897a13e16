import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiConnection } from '../api-connection.ts';
import { appInEvent } from '../backups/in-event.ts';
import { dumpAll } from '../backups/system-backup.ts';
import type { Control } from '../control/control.ts';
import type { NewProgram, Program, UpdateStatus } from '../rules/program-record.ts';
import { isoTime } from '../store/sqlite.ts';
import { updateInEvent, updateUnderWay } from './errors.ts';
import { dropPrograms, installProgram, lookAtProgram } from './install-program.ts';
import { readUpdateStatus, writeUpdateStatus } from './status.ts';

export interface UpdateWish {
  /** A folder or a tar file on this machine. */
  readonly source: string;
}

/** Updates that this very process prepares. */
const preparing = new WeakSet<Control>();

/**
 * Another program in the place of the one that runs (STA-10). What can be refused is refused before this answers; then every database and
 * the state are backed up, and the parent exchanges control, router and dynod one after another, or puts back what was there.
 */
export async function beginUpdate(control: Control, { source, actor }: UpdateWish & { readonly actor: string }): Promise<UpdateStatus> {
  const inEvent = appInEvent(control);
  if (inEvent !== null) throw updateInEvent(inEvent);
  if (preparing.has(control) || (await updateStatus(control))?.state === 'switching') throw updateUnderWay();
  preparing.add(control);
  try {
    const { rostraVersion: from, root } = control.installation;
    const program = await installProgram(control.paths, source, from);
    const status: UpdateStatus = {
      state: 'preparing',
      from,
      to: program.version,
      words: '',
      startedAt: isoTime(control.clock.nowMs()),
      endedAt: null,
      actor,
    };
    await writeUpdateStatus(control.paths, status);
    void prepare(control, program, status).finally(async () => {
      preparing.delete(control);
      await dropPrograms(control.paths, [program.folder, root]);
    });
    return status;
  } catch (error) {
    preparing.delete(control);
    throw error;
  }
}

/** What would be installed: it is verified as it would be then, and changes nothing. */
export async function lookAtUpdate({ paths, installation }: Control, { source }: UpdateWish): Promise<NewProgram> {
  return lookAtProgram(paths, source, installation.rostraVersion);
}

async function prepare(control: Control, program: Program, status: UpdateStatus): Promise<void> {
  const { paths, store, installation } = control;
  try {
    await dumpAll(control);
    const stateCopy = join(paths.backups, `before-${program.version}.db`);
    await mkdir(paths.backups, { recursive: true, mode: 0o700 });
    await rm(stateCopy, { force: true });
    await store.copyTo(stateCopy);
    const former = { folder: installation.root, version: installation.rostraVersion };
    await new ApiConnection({ kind: 'socket', path: paths.parentSocket, actor: 'control' }).call({
      method: 'POST',
      path: '/update',
      body: { record: { ...program, former, phase: 'control', stateCopy }, status },
    });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    control.logger.error('update_not_begun', { error });
    await writeUpdateStatus(paths, { ...status, state: 'failed', words, endedAt: isoTime(control.clock.nowMs()) });
  }
}

/** The last update; null when there was none. One that its control did not survive has changed nothing. */
export async function updateStatus(control: Control): Promise<UpdateStatus | null> {
  const status = await readUpdateStatus(control.paths);
  if (status?.state !== 'preparing' || preparing.has(control)) return status;
  const words = 'It was interrupted before anything was changed.';
  return { ...status, state: 'failed', words, endedAt: isoTime(control.startedAtMs) };
}
