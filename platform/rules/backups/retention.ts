import type { BackupReason } from './backup-resources.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long those are kept that nobody asked for by hand and that stand on no calendar. */
const keptForMs: Readonly<Partial<Record<BackupReason, number>>> = {
  event: dayMs,
  release: 7 * dayMs,
  restore: 7 * dayMs,
  reset: 7 * dayMs,
  destroy: 7 * dayMs,
  upload: 7 * dayMs,
  system: dayMs,
};

/** Of scheduled ones: so many of the newest days, weeks and months (STA-06). */
const keptPeriods = [
  { count: 7, ms: dayMs },
  { count: 4, ms: 7 * dayMs },
  { count: 3, ms: 30 * dayMs },
] as const;

export interface KeptBackup {
  readonly id: number;
  readonly reason: BackupReason;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAtMs: number;
}

interface Moment {
  readonly nowMs: number;
  /** The database was destroyed. */
  readonly isGone: boolean;
}

/** When a backup goes by itself; null: not by age alone. */
export function keptUntilMs(reason: BackupReason, startedAtMs: number): number | null {
  const forMs = keptForMs[reason];
  return forMs === undefined ? null : startedAtMs + forMs;
}

/**
 * Ids of one database's backups that may go now. The newest that worked always stays, whatever its reason; so do those that a person
 * took, and those of a parked app. All go a week after the last one of a database that is gone.
 */
export function overdueBackups(backups: readonly KeptBackup[], { nowMs, isGone }: Moment): readonly number[] {
  const newestFirst = backups.filter(({ state }) => state !== 'running').toSorted((a, b) => b.startedAtMs - a.startedAtMs || b.id - a.id);
  const newest = newestFirst.find(({ state }) => state === 'done');
  if (isGone) return nowMs > (newest?.startedAtMs ?? 0) + 7 * dayMs ? newestFirst.map(({ id }) => id) : [];
  const scheduled = newestFirst.filter(({ reason, state }) => reason === 'schedule' && state === 'done');
  const onCalendar = new Set(keptPeriods.flatMap(({ count, ms }) => newestOfEach(scheduled, ms).slice(0, count)));
  const isOverdue = ({ id, reason, state, startedAtMs }: KeptBackup): boolean => {
    if (id === newest?.id) return false;
    if (state === 'failed') return nowMs > startedAtMs + 7 * dayMs;
    if (reason === 'schedule') return !onCalendar.has(id);
    const until = keptUntilMs(reason, startedAtMs);
    return until !== null && nowMs > until;
  };
  return newestFirst.filter(isOverdue).map(({ id }) => id);
}

/** Ids, newest first, of the newest in each period of so many milliseconds. */
function newestOfEach(newestFirst: readonly KeptBackup[], ms: number): readonly number[] {
  const seen = new Set<number>();
  return newestFirst.flatMap(({ id, startedAtMs }) => {
    const period = Math.floor(startedAtMs / ms);
    if (seen.has(period)) return [];
    seen.add(period);
    return [id];
  });
}
