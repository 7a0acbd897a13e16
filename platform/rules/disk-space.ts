import { RostraError } from '#kit/errors/rostra-error.ts';

/** Below this the platform does not start: databases, logs and slugs would fail one after another. */
export const leastFreeBytes = 200 * 1024 * 1024;

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
