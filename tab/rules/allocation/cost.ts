import type { PersonId, TeamId } from '../ids.ts';
import type { Settings } from '../settings.ts';
import type { Acquaintance } from './conflicts.ts';

/** An adjudicator with the score that counts in this round. */
export interface RatedAdjudicator {
  readonly id: PersonId;
  readonly score: number;
  /** Never votes, whatever the score. */
  readonly isTrainee: boolean;
}

export type CostSettings = Pick<Settings, 'adj_min_score' | 'adj_max_score' | 'adj_conflict_penalty' | 'adj_history_penalty'>;

/** A seat as the cost sees it: the room's teams and importance, how much less the seat asks, and who chairs. */
export interface Seat {
  readonly teams: readonly TeamId[];
  readonly importance: number;
  readonly delta: number;
  readonly chair: PersonId | null;
}

/** The score on a scale of 0 to 5; 0 when the scale is empty. */
export function normalizedScore(score: number, settings: CostSettings): number {
  const range = settings.adj_max_score - settings.adj_min_score;
  return range === 0 ? 0 : ((score - settings.adj_min_score) / range) * 5;
}

/** What it costs to put somebody on a seat: clashes, and being weaker than the room wants (spec tab §4.4). */
export function seatCost(adjudicator: RatedAdjudicator, seat: Seat, context: CostContext): number {
  const clashes = seatClashes(adjudicator, seat, context.acquaintance);
  const { settings } = context;
  const clashCost = clashes.conflicts * settings.adj_conflict_penalty + clashes.meetings * settings.adj_history_penalty;
  return clashCost + suitability(normalizedScore(adjudicator.score, settings), seat, settings);
}

export interface CostContext {
  readonly settings: CostSettings;
  readonly acquaintance: Acquaintance;
}

/** How many conflicts, and how many earlier meetings, the seat brings with the room's teams and the chair. */
export function seatClashes(
  adjudicator: RatedAdjudicator,
  seat: Seat,
  acquaintance: Acquaintance,
): { conflicts: number; meetings: number } {
  let conflicts = 0;
  let meetings = 0;
  for (const team of seat.teams) {
    if (acquaintance.conflictsWithTeam.has(adjudicator.id, team)) conflicts += 1;
    if (acquaintance.hasSeenTeam.has(adjudicator.id, team)) meetings += 1;
  }
  if (seat.chair !== null && acquaintance.conflictsWithAdjudicator.has(adjudicator.id, seat.chair)) conflicts += 1;
  if (seat.chair !== null && acquaintance.hasSeenAdjudicator.has(adjudicator.id, seat.chair)) meetings += 1;
  return { conflicts, meetings };
}

/** Exponential in how far the adjudicator falls short of the room, plus a little that spreads the strong ones. */
export function suitability(z: number, seat: Seat, settings: CostSettings): number {
  const shortfall = 5 + (seat.importance + 3 + seat.delta) - z;
  return (shortfall > 0.25 ? 1000 * Math.exp(shortfall - 0.25) : 0) + (settings.adj_max_score - z);
}
