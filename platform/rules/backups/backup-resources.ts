/** What the API answers about backups of databases; beside `resources.ts`, in the same manner. */

/** Why a backup was taken. `upload`: somebody brought the file. */
export const backupReasons = ['person', 'schedule', 'event', 'release', 'restore', 'reset', 'park', 'destroy', 'upload', 'system'] as const;

export type BackupReason = (typeof backupReasons)[number];

export const dumpFormats = ['custom', 'plain', 'plain-gzip'] as const;

export type DumpFormat = (typeof dumpFormats)[number];

/** What is in a table: by these two it is known again. */
export interface TableContents {
  /** `public.ballots` */
  readonly table: string;
  readonly rows: number;
  /** Of all its rows, in whatever order. */
  readonly checksum: string;
}

export interface Backup {
  readonly id: number;
  readonly app: string;
  /** The database's add-on. */
  readonly database: string;
  readonly reason: BackupReason;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: string;
  readonly seconds: number | null;
  readonly format: DumpFormat;
  readonly bytes: number | null;
  readonly sha256: string | null;
  /** `PostgreSQL 15.18` */
  readonly server: string | null;
  /** `pg_dump (PostgreSQL) 15.18` */
  readonly tool: string | null;
  /** As they were at the moment of the backup; nothing of one that was brought and never tried. */
  readonly tables: readonly TableContents[];
  readonly rows: number;
  readonly failure: string | null;
  /** Null: it was never tried, so it is unproven. */
  readonly drill: { readonly at: string; readonly passed: boolean; readonly words: string } | null;
  /** Null: until somebody deletes it. */
  readonly keptUntil: string | null;
  readonly actor: string;
}

/** Another database took the place of the present one, or did not. */
export interface Restore {
  readonly id: number;
  readonly app: string;
  readonly database: string;
  readonly backup: number;
  readonly state: 'filling' | 'switching' | 'done' | 'failed';
  readonly startedAt: string;
  readonly seconds: number | null;
  readonly rows: number | null;
  readonly failure: string | null;
  /** The backup of what was there before. */
  readonly safety: number | null;
  /** The database from before stays beside the new one so long. */
  readonly formerUntil: string | null;
  readonly actor: string;
}

/** When a database is backed up by itself. */
export interface BackupSchedule {
  readonly database: string;
  readonly isOn: boolean;
  /** `04:00` */
  readonly at: string;
  readonly timezone: string;
  readonly nextAt: string | null;
}

/** A destroyed app that can still come back. */
export interface BinnedApp {
  readonly app: string;
  readonly destroyedAt: string;
  readonly until: string;
  readonly databases: number;
  readonly actor: string;
}

/** An app that is turned off with its add-ons. */
export interface Parked {
  readonly app: string;
  readonly since: string;
  /** Backups that were taken and tried before. */
  readonly backups: readonly number[];
  readonly actor: string;
}
