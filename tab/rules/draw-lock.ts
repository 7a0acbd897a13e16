import type { Round } from './round.ts';

/** What changes who debates where; a published draw that is locked refuses it, while adjudicators may still be replaced. */
const locked: ReadonlySet<string> = new Set([
  'draw_withdrawn',
  'draw_edited',
  'debate_added',
  'debate_dropped',
  'pairing_changed',
  'room_moved',
  'rooms_allocated',
]);

export type LockableRound = Pick<Round, 'stage' | 'drawStatus' | 'drawPublishedAt'>;

export interface DrawLock {
  /** The setting draw_lock_minutes: how long after its publish nobody moves teams, sides or rooms. 0: never locked. */
  readonly minutes: number;
  readonly nowMs: number;
}

/**
 * Why an act has to wait while people are on their way to the rooms they were told, in words after the round's name; null when it has not.
 * Elimination rounds are never locked: their sides are tossed for once the draw is out.
 */
export function lockRefusal(verb: string, round: LockableRound, { minutes, nowMs }: DrawLock): string | null {
  const { stage, drawStatus, drawPublishedAt } = round;
  if (minutes <= 0 || stage !== 'P' || drawStatus !== 'R' || drawPublishedAt === null || !locked.has(verb)) return null;
  const since = Math.max(0, nowMs - drawPublishedAt.getTime()); // the clock of whoever published may be ahead of this one
  const left = Math.ceil(minutes - since / 60_000);
  return left > 0 ? `is locked for ${left} more ${left === 1 ? 'minute' : 'minutes'}; set draw_lock_minutes to 0 to change it now` : null;
}
