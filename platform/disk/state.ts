import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Control } from '../control/control.ts';
import type { DiskState } from '../rules/disk-space.ts';

const states = new WeakMap<Control['store'], DiskState>();

export const diskStateOf = ({ store }: Pick<Control, 'store'>): DiskState => states.get(store) ?? 'ok';

export const setDiskState = ({ store }: Pick<Control, 'store'>, state: DiskState): void => void states.set(store, state);

/** What may be done while the disk is full: it makes room, or keeps what runs running. */
const allowed: ReadonlySet<string> = new Set([
  'deleteBackup',
  'destroyApp',
  'destroyAddon',
  'clearCache',
  'restart',
  'scale',
  'stopRun',
  'setMaintenance',
  'endRehearsal',
]);

/** Dynos and routers go on; what is wanted stays as it is (STA-05). */
export function refuseOnFullDisk(control: Pick<Control, 'store'>, verb: string): void {
  if (diskStateOf(control) === 'full' && !allowed.has(verb)) throw diskFull();
}

/** SQLite's own word for it, or the system's: nothing of the write has happened. */
export const isOutOfRoom = (error: unknown): boolean =>
  error instanceof Error && (('errcode' in error && error.errcode === sqliteFull) || ('code' in error && error.code === 'ENOSPC'));

const sqliteFull = 13;

export const diskFull = (): RostraError =>
  new RostraError({
    code: 'PLATFORM_DISK_FULL',
    status: 507,
    message: 'The disk is full, so nothing can be changed now. Apps go on.',
    hint: 'Delete old backups with `rostra pg:backups:delete`, or make room on the disk.',
  });
