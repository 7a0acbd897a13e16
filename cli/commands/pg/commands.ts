import type { CliCommand } from '../../command.ts';
import { listBin, restoreApp } from '../apps/bin.ts';
import { parkApp, unparkApp } from '../apps/park.ts';
import { systemBackup } from '../system/backup.ts';
import { systemRestore } from '../system/restore.ts';
import { systemSign } from '../system/sign.ts';
import { systemUpdate } from '../system/update.ts';
import { pgBackups } from './backups.ts';
import { pgBackupsCapture } from './backups-capture.ts';
import { pgBackupsDelete } from './backups-delete.ts';
import { pgBackupsDownload } from './backups-download.ts';
import { pgBackupsDrill } from './backups-drill.ts';
import { pgBackupsInfo } from './backups-info.ts';
import { pgBackupsRestore } from './backups-restore.ts';
import { pgBackupsSchedule, pgBackupsSchedules, pgBackupsUnschedule } from './backups-schedule.ts';
import { pgBackupsTargets, pgBackupsTargetsAdd, pgBackupsTargetsRemove } from './backups-targets.ts';
import { pgInfo } from './info.ts';
import { pgKill, pgKillAll } from './kill.ts';
import { pgPs } from './ps.ts';
import { pgPsql } from './psql.ts';
import { pgReset } from './reset.ts';

/** Databases, their backups and what rests on these, in the order of the help. */
export const pgCommands: readonly CliCommand[] = [
  pgInfo,
  pgPsql,
  pgPs,
  pgKill,
  pgKillAll,
  pgReset,
  pgBackups,
  pgBackupsCapture,
  pgBackupsInfo,
  pgBackupsDrill,
  pgBackupsDownload,
  pgBackupsRestore,
  pgBackupsDelete,
  pgBackupsSchedules,
  pgBackupsSchedule,
  pgBackupsUnschedule,
  pgBackupsTargets,
  pgBackupsTargetsAdd,
  pgBackupsTargetsRemove,
  parkApp,
  unparkApp,
  listBin,
  restoreApp,
  systemBackup,
  systemRestore,
  systemUpdate,
  systemSign,
];
