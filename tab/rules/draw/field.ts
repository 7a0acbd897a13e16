import type { InstitutionId, TeamId } from '../ids.ts';
import type { DrawOptions } from './options.ts';

/** A team of a preliminary round with all that a draw looks at; the figures are those after the round before. */
export interface DrawTeam {
  readonly id: TeamId;
  /** The first metric of the standings; 0 when the team has none. */
  readonly points: number;
  /** Competition rank by the remaining metrics among the teams with these points; null when unknown. */
  readonly subrank: number | null;
  /** Null is no institution, and never the same as another null. */
  readonly institution: InstitutionId | null;
  /** Debates so far on each side (two teams: side 0, side 1; BP: OG, OO, CG, CO). */
  readonly sideHistory: readonly number[];
  /** How often it has met each other team; teams never met may be left out. */
  readonly seen: ReadonlyMap<TeamId, number>;
  /** How often it was pulled up (metric npullups). */
  readonly npullups: number;
  /** In how many of its debates any team was pulled up (metric pullup_debates). */
  readonly pullupDebates: number;
  /** Sum of its opponents' points (metric draw_strength). */
  readonly drawStrength: number;
  /** Sum of its opponents' speaker scores (metric draw_strength_speaks). */
  readonly drawStrengthSpeaks: number;
  /** Sum of its opponents' ranks (metric draw_strength_rank): the larger, the weaker they were. */
  readonly drawStrengthRank: number;
  /** The side a preallocated draw gives it; null when none was allocated. */
  readonly allocatedSide: number | null;
  /** Bigger is stronger; null when it was not seeded. Only seeded draws look. */
  readonly seed: number | null;
  /** Byes so far; only `lowest_no_repeat` looks. */
  readonly byes: number;
}

/** A preliminary round about to be drawn. */
export interface PreliminaryField {
  readonly drawType: 'random' | 'manual' | 'round_robin' | 'power_paired' | 'seeded';
  readonly teamsInDebate: number;
  /** The available teams, best first (power-paired) or in the order once drawn by lot (round robin). */
  readonly teams: readonly DrawTeam[];
  readonly options: DrawOptions;
  /** Which round of the round robin this is, from 1. */
  readonly roundRobinRound?: number;
}

/** One debate of the elimination round before, with the teams that go on. */
export interface EliminationResult {
  readonly roomRank: number;
  readonly teams: readonly TeamId[];
  /** Empty while there is no confirmed result. */
  readonly advancing: readonly TeamId[];
}

/** An elimination round about to be drawn. */
export interface EliminationField {
  readonly drawType: 'first_elimination' | 'elimination' | 'partial_elimination' | 'after_partial_elimination';
  readonly teamsInDebate: number;
  /** All teams that broke in the category, also those already out; in any order. */
  readonly teams: readonly BreakingTeam[];
  /** The debates of the round before; empty for the first two types of first round. */
  readonly results: readonly EliminationResult[];
}

export interface BreakingTeam {
  readonly id: TeamId;
  readonly breakRank: number;
}

export type DrawField = PreliminaryField | EliminationField;
