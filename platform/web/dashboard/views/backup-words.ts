import type { BackupReason } from '../../../rules/backups/backup-resources.ts';
import { count, megabytes } from '../format.ts';

export const reasons: Record<BackupReason, string> = {
  person: 'by hand',
  schedule: 'each day',
  event: 'during an event',
  release: 'before a release',
  restore: 'before a restore',
  reset: 'before it was emptied',
  park: 'before it was parked',
  destroy: 'before it was destroyed',
  upload: 'brought as a file',
  system: 'with the installation',
};

export function size(bytes: number | null): string {
  if (bytes === null) return '–';
  return bytes < 1_000_000 ? `${count(Math.ceil(bytes / 1000))} kB` : megabytes(bytes / 1_000_000);
}
