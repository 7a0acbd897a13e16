import type { BackupReason } from './backup-resources.ts';

/** What is wrong with the backups of a database, for people to be told (STA-07). */
export interface BackupWorry {
  readonly stat: 'capture' | 'drill' | 'missed';
  readonly severity: 'critical' | 'warning';
  /** A sentence without its full stop. */
  readonly text: string;
}

export interface LookedAtBackup {
  readonly id: number;
  readonly reason: BackupReason;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAtMs: number;
  readonly failure: string | null;
  readonly drill: { readonly atMs: number; readonly passed: boolean; readonly words: string } | null;
}

export interface BackupsOfDatabase {
  readonly database: string;
  /** Newest first. */
  readonly backups: readonly LookedAtBackup[];
  /** It is to be backed up by itself. */
  readonly isOn: boolean;
  readonly createdAtMs: number;
  readonly nowMs: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A day, and half of one for a machine that was off at the hour. */
const longestWithoutMs = 36 * hourMs;
/** A week, and a day. */
const longestUntriedMs = 8 * dayMs;

/** The worst; null when all is well. What somebody brought as a file is somebody else's backup. */
export function backupWorry({ database, backups, isOn, createdAtMs, nowMs }: BackupsOfDatabase): BackupWorry | null {
  const own = backups.filter(({ reason, state }) => reason !== 'upload' && state !== 'running');
  const [last = null] = own;
  const proof = newestProof(own);
  if (last?.state === 'failed') return critical('capture', `The last backup of ${database} failed: ${last.failure}`);
  if (proof !== null && !proof.passed)
    return critical('drill', `b${proof.id} of ${database} could not be restored when it was tried: ${proof.words}`);
  if (!isOn) return null;
  const sinceMs = (ms: number | undefined): number => nowMs - (ms ?? createdAtMs);
  return missedWorry(database, { withoutMs: sinceMs(last?.startedAtMs), untriedMs: sinceMs(proof?.atMs) });
}

function missedWorry(
  database: string,
  { withoutMs, untriedMs }: { readonly withoutMs: number; readonly untriedMs: number },
): BackupWorry | null {
  if (withoutMs > longestWithoutMs) return missed(`${database} has had no backup for ${Math.floor(withoutMs / hourMs)} hours`);
  return untriedMs > longestUntriedMs ? missed(`No backup of ${database} was tried for ${Math.floor(untriedMs / dayMs)} days`) : null;
}

interface Proof extends NonNullable<LookedAtBackup['drill']> {
  readonly id: number;
}

function newestProof(backups: readonly LookedAtBackup[]): Proof | null {
  const proofs = backups.flatMap(({ id, drill }) => (drill === null ? [] : [{ id, ...drill }]));
  return proofs.toSorted((a, b) => b.atMs - a.atMs)[0] ?? null;
}

const critical = (stat: 'capture' | 'drill', text: string): BackupWorry => ({ stat, severity: 'critical', text: text.replace(/\.$/, '') });

const missed = (text: string): BackupWorry => ({ stat: 'missed', severity: 'warning', text });
