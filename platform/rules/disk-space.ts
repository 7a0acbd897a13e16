import { RostraError } from '#kit/errors/rostra-error.ts';

/** Below this the platform does not start: databases, logs and slugs would fail one after another. */
export const leastFreeBytes = 200 * 1024 * 1024;

/** What is free of a disk, and all of it. */
export interface DiskRoom {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export type DiskState = 'ok' | 'low' | 'full';

const gigabyte = 1024 ** 3;
/** STA-05: a tenth of a small disk, two gigabytes of a large one. */
const lowBytes = ({ totalBytes }: DiskRoom): number => Math.min(totalBytes / 10, 2 * gigabyte);
/** Full is over only when there is room for more than what made it full. */
const roomAgainBytes = 3 * leastFreeBytes;

/** `was`: its state before, which is kept near the limit. */
export function diskState(room: DiskRoom, was: DiskState): DiskState {
  if (room.freeBytes < leastFreeBytes) return 'full';
  if (was === 'full' && room.freeBytes < roomAgainBytes) return 'full';
  return room.freeBytes < lowBytes(room) ? 'low' : 'ok';
}

/** The reason not to start in a folder with so little room; null when there is enough. */
export function diskSpaceFault(freeBytes: number, folder: string): RostraError | null {
  if (freeBytes >= leastFreeBytes) return null;
  return new RostraError({
    code: 'PLATFORM_NO_DISK_SPACE',
    status: 507,
    message: `${megabytes(freeBytes)} MB are free for the data folder ${folder}, and Rostra needs ${megabytes(leastFreeBytes)} MB to start.`,
    hint: 'Free some space, or set ROSTRA_HOME to a folder on another disk.',
  });
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / (1024 * 1024));
}
