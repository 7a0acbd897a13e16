import { readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { alertOver } from '../alerts/alert-of.ts';
import { openFact } from '../alerts/open-fact.ts';
import type { Control } from '../control/control.ts';
import { diskState, type DiskRoom } from '../rules/disk-space.ts';
import type { Logs } from '../store/logs.ts';
import { dropBallast, keepBallast } from './ballast.ts';
import { diskStateOf, setDiskState } from './state.ts';

export const diskEveryMs = 10_000;
const hourMs = 3_600_000;
/** A platform that is only tried out needs none. */
const settledS = 600;
const subject = 'disk';

/** Of the disk that the data folder is on. */
export async function diskRoom({ paths }: Pick<Control, 'paths'>): Promise<DiskRoom> {
  const { bavail, blocks, bsize } = await statfs(paths.root);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

/**
 * STA-05: people are told when the disk is low (X06). When it is full, the ballast goes, what can be missed goes, logs first, and nothing is
 * changed any more until there is room again; routers and dynos never notice.
 */
export async function watchDisk(control: Control, logs: Logs, room: DiskRoom): Promise<void> {
  const was = diskStateOf(control);
  const state = diskState(room, was);
  setDiskState(control, state); // first of all: from here nobody begins to write
  if (state === 'full') {
    await dropBallast(control.paths);
    await makeRoom(control, logs);
  } else if (state === 'ok' && process.uptime() > settledS) await keepBallast(control.paths, room.freeBytes);
  if (state === was) return;
  control.logger.warn('disk_state', { state, freeMb: megabytes(room.freeBytes) });
  if (state === 'ok') alertOver(control, subject);
  else if (was === 'ok') tell(control, room);
}

function tell(control: Control, { freeBytes }: DiskRoom): void {
  const nowMs = control.clock.nowMs();
  const note = `Only ${megabytes(freeBytes).toLocaleString('en')} MB are free on the disk of the data folder`;
  const condition = { metric: 'code', stat: 'X06', threshold: 1, forSeconds: 0, scope: '' } as const;
  const times = { sinceMs: nowMs, firedAtMs: nowMs, endedAtMs: null };
  openFact(control, null, { ...condition, subject, severity: 'critical', value: 1, worst: 1, note, ...times });
}

/** Lines older than an hour, then folders of builds: their slugs stay, and so does everything that STA-02 names. */
async function makeRoom({ paths, clock, logger }: Control, logs: Logs): Promise<void> {
  try {
    while (logs.prune({ bytesPerApp: 1024 ** 2, olderThanMs: clock.nowMs() - hourMs }) > 0);
  } catch (error) {
    logger.warn('logs_not_dropped', { error });
  }
  for (const build of await readdir(paths.builds).catch(() => [])) await rm(join(paths.builds, build), { recursive: true, force: true });
}

const megabytes = (bytes: number): number => Math.floor(bytes / 1024 ** 2);
