import type { BackupReason } from '../../../rules/backups/backup-resources.ts';
import { megabytes } from '../format.ts';

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

export const size = (bytes: number | null): string => (bytes === null ? '–' : megabytes(Math.max(0.1, bytes / 1_000_000)));
