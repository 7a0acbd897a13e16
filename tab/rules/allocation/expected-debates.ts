import type { PanelProspect } from './importance.ts';

/** An elimination round of a category, as far as the number of its debates goes. */
export interface BreakRoundSize {
  readonly breakSize: number;
  /** How many rounds of the category come before it. */
  readonly place: number;
  readonly teamsInDebate: number;
}

/**
 * How many debates an elimination round will have; a partial first round counts as one (spec tab §3.7, §3.9). 0 where the category is decided
 * already.
 */
export function debatesOfBreakRound({ breakSize, place, teamsInDebate }: BreakRoundSize): number {
  let rooms = teamsInDebate === 2 ? twoTeamRooms(breakSize) : bpRooms(breakSize);
  // After a partial round the winners meet those who were spared: as many debates as go on pairwise.
  let next = teamsInDebate === 2 ? 2 ** Math.ceil(Math.log2(breakSize)) / 4 : isPartialBp(breakSize) ? rooms : rooms / 2;
  for (let round = 0; round < place; round += 1) [rooms, next] = [Math.floor(next), next / 2];
  return rooms;
}

function twoTeamRooms(breakSize: number): number {
  return breakSize < 2 ? 0 : breakSize - 2 ** Math.ceil(Math.log2(breakSize)) / 2;
}

function bpRooms(breakSize: number): number {
  return Math.floor((isPartialBp(breakSize) ? (2 * breakSize) / 3 : breakSize) / 4);
}

/** Breaks of 6, 12, 24, 48 … begin with a partial round. */
function isPartialBp(breakSize: number): boolean {
  return breakSize % 6 === 0 && Number.isInteger(Math.log2(breakSize / 6));
}

/** Panels for debates of which nothing is known but their number. */
export function plainProspects(count: number): PanelProspect[] {
  return Array.from({ length: count }, () => ({ bracketMin: 0, bracketMax: 0, liveness: 0 }));
}
