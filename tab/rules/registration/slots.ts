import type { Settings } from '../settings.ts';

/** What one institution asked for, was given and has used. */
export interface Slots {
  readonly teamsRequested: number;
  readonly teamsAllocated: number;
  readonly adjudicatorsRequested: number;
  readonly adjudicatorsAllocated: number;
  readonly teams: number;
  readonly adjudicators: number;
}

/** How many more an institution may register; null where slots are not counted. */
export function slotsLeft(slots: Slots, of: 'teams' | 'adjudicators', settings: Pick<Settings, 'reg_institution_slots'>): number | null {
  if (!settings.reg_institution_slots) return null;
  return Math.max(0, of === 'teams' ? slots.teamsAllocated - slots.teams : slots.adjudicatorsAllocated - slots.adjudicators);
}

/** It asked, and has been given nothing yet. */
export function isWaiting({ teamsRequested, teamsAllocated, adjudicatorsRequested, adjudicatorsAllocated }: Slots): boolean {
  return teamsRequested + adjudicatorsRequested > 0 && teamsAllocated + adjudicatorsAllocated === 0;
}

/** Adjudicators that an institution still owes by the usual rule: one fewer than teams. */
export function adjudicatorsOwed({ teams, adjudicators }: Pick<Slots, 'teams' | 'adjudicators'>): number {
  return Math.max(0, teams - 1 - adjudicators);
}
