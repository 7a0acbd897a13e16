import type { TableContents } from './backups/backup-resources.ts';

/** How far an upgrade has come, in this order; from any of the middle ones it may go to `undoing`. */
export const upgradeStates = ['building', 'rehearsing', 'saving', 'releasing', 'checking', 'undoing', 'done', 'failed'] as const;

export type UpgradeState = (typeof upgradeStates)[number];

/** An app's build and data on their way to another version, and back together when something fails (platform specification, DEP-08). */
export interface Upgrade {
  readonly id: number;
  readonly app: string;
  readonly build: string;
  /** The guest's version as it was asked for: a tag, a branch; null: nobody said. */
  readonly ref: string | null;
  /** It is tried on a copy first. */
  readonly rehearses: boolean;
  readonly state: UpgradeState;
  /** The release that served before. */
  readonly before: number;
  /** What was saved before anything was changed. */
  readonly backups: readonly SavedDatabase[];
  readonly failure: string | null;
  /** Build and data are as before. */
  readonly isUndone: boolean;
  readonly startedAt: string;
  /** Null: it is not over. */
  readonly seconds: number | null;
  readonly actor: string;
}

/** What an app was made of. */
export interface Guest {
  readonly source: string;
  /** A tag, a branch; null: what the source gives by itself. */
  readonly ref: string | null;
  /** The platform can fetch it, so an upgrade is a button. */
  readonly isPublic: boolean;
}

export interface SavedDatabase {
  readonly database: string;
  readonly backup: number;
}

/** Visitors wait while build and data do not belong together. */
export const holdingStates: readonly UpgradeState[] = ['saving', 'releasing', 'checking', 'undoing'];

/** Until here nothing was changed, so there is nothing to undo. */
export const changesNothing = (state: UpgradeState): boolean => state === 'building' || state === 'rehearsing' || state === 'saving';

/** Django drops what has run out by itself. */
const passing = /(^|\.)"?django_session"?$/;

/** The first table that has lost rows by the migrations, in a sentence; null: none. A table that is gone has become another. */
export function lostRows(before: readonly TableContents[], after: readonly TableContents[]): string | null {
  const present = new Map(after.map(({ table, rows }) => [table, rows]));
  for (const { table, rows } of before) {
    const left = present.get(table);
    if (left !== undefined && left < rows && !passing.test(table)) return `${table} has ${left} rows, and had ${rows}`;
  }
  return null;
}

/** Why an upgrade that is done cannot be taken back, in words; null: it can. */
export function takeBackFault(facts: {
  readonly isNewest: boolean;
  readonly state: UpgradeState;
  /** What was there before is still kept. */
  readonly isSaved: boolean;
  /** What was there before has come back already. */
  readonly wasRestored: boolean;
}): string | null {
  if (facts.state !== 'done') return 'it has changed nothing that stands';
  if (!facts.isNewest) return 'there was another one after it';
  if (!facts.isSaved) return 'the backup from before it is gone';
  return facts.wasRestored ? 'the data from before it were restored already' : null;
}
