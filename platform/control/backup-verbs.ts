import type { Backup, BackupSchedule, BinnedApp, Parked, Restore } from '../rules/backups/backup-resources.ts';
import type { BackupTarget, TargetWish } from '../rules/backups/targets.ts';
import type { NewProgram, UpdateStatus } from '../rules/program-record.ts';

export interface RestoreRequest {
  readonly backup: number;
  /** The app that the backup is of; null: this one. */
  readonly from: string | null;
  /** Null: the only database of the app. */
  readonly database: string | null;
  /** Repeats the app's name: its present data give way. */
  readonly confirm: string;
}

export interface UploadWish {
  readonly database: string | null;
  /** A dump of any PostgreSQL: custom format, or plain SQL, or that gzipped. */
  readonly stream: AsyncIterable<Uint8Array>;
}

export interface ScheduleRequest {
  readonly database: string | null;
  /** `04:00`; null: it is not backed up by itself. */
  readonly at: string | null;
  /** `Europe/Dublin` */
  readonly timezone: string;
}

export interface ParkWish {
  /** Also while somebody uses it. */
  readonly force: boolean;
}

/** A file on its way. */
export interface FileStream {
  readonly name: string;
  readonly bytes: number | null;
  readonly stream: AsyncIterable<Uint8Array>;
}

/** Backups of databases, and what rests on them. */
export interface BackupVerbs {
  /** Of all its databases, newest first. */
  backups(app: string): Promise<readonly Backup[]>;
  backup(app: string, id: number): Promise<Backup>;
  /** Begins one; `backup` says how it goes on. */
  captureBackup(app: string, wish: { readonly database: string | null }): Promise<Backup>;
  /** Takes a file as a backup; answers when it is there. */
  uploadBackup(app: string, wish: UploadWish): Promise<Backup>;
  /** The same with a dump at a public address. */
  fetchBackup(app: string, wish: { readonly database: string | null; readonly url: string }): Promise<Backup>;
  downloadBackup(app: string, id: number): Promise<FileStream>;
  deleteBackup(app: string, id: number): Promise<void>;
  /** Tries it in a database of its own; answers with the verdict. Null: the newest. */
  drillBackup(app: string, id: number | null): Promise<Backup>;
  /** Begins one; `restore` says how it goes on. */
  restoreBackup(app: string, wish: RestoreRequest): Promise<Restore>;
  /** Newest first. */
  restores(app: string): Promise<readonly Restore[]>;
  restore(app: string, id: number): Promise<Restore>;
  /** Where every backup is copied to. */
  backupTargets(): Promise<readonly BackupTarget[]>;
  /** Answers when a trial file was written there and read again. */
  addBackupTarget(wish: TargetWish): Promise<BackupTarget>;
  removeBackupTarget(name: string): Promise<void>;
  backupSchedules(app: string): Promise<readonly BackupSchedule[]>;
  setBackupSchedule(app: string, wish: ScheduleRequest): Promise<BackupSchedule>;
  /** Turns an app off with its add-ons, after a backup that was tried; answers when nothing of it runs. */
  parkApp(app: string, wish: ParkWish): Promise<Parked>;
  unparkApp(app: string): Promise<void>;
  parkedApps(): Promise<readonly Parked[]>;
  /** Destroyed apps that can come back. */
  binnedApps(): Promise<readonly BinnedApp[]>;
  /** Brings a destroyed app back with its config, add-ons and data; answers when its data are there. */
  restoreApp(app: string): Promise<void>;
  /** The whole installation in one file, closed with the passphrase. */
  systemBackup(wish: { readonly passphrase: string }): Promise<FileStream>;
  /** What a folder or tar file on the platform's machine would put into the place of this program. */
  lookAtUpdate(wish: { readonly source: string }): Promise<NewProgram>;
  /** Begins to put another program into the place of this one; `systemUpdate` says how it goes on, also after control was exchanged. */
  updateSystem(wish: { readonly source: string }): Promise<UpdateStatus>;
  /** The last one; null: there was none. */
  systemUpdate(): Promise<UpdateStatus | null>;
}
