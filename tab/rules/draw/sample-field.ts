import type { InstitutionId, TeamId } from '../ids.ts';
import type { Draw } from './draw.ts';
import type { DrawTeam, PreliminaryField } from './field.ts';
import { defaultDrawOptions, type DrawOptions } from './options.ts';

// Fields for tests: a team is a line of facts, everything else is as in a first round.

interface TeamFacts extends Partial<Omit<DrawTeam, 'id' | 'institution' | 'seen'>> {
  readonly institution?: number;
  /** Numbers of the teams met before; one met twice stands twice. */
  readonly met?: readonly number[];
}

/** Teams numbered from 1 in the order given; a number alone is a team with that many points. */
export function sampleTeams(lines: readonly (number | TeamFacts)[]): DrawTeam[] {
  return lines.map((line, index) => {
    const { institution, met = [], ...facts } = typeof line === 'number' ? { points: line } : line;
    return {
      id: teamId(index + 1),
      points: 0,
      subrank: null,
      institution: institution === undefined ? null : institutionId(institution),
      sideHistory: [],
      seen: new Map(met.map((other) => [teamId(other), met.filter((one) => one === other).length])),
      npullups: 0,
      pullupDebates: 0,
      drawStrength: 0,
      drawStrengthSpeaks: 0,
      drawStrengthRank: 0,
      allocatedSide: null,
      seed: null,
      byes: 0,
      ...facts,
    };
  });
}

/** A power-paired two-team round in which ties keep their order and nothing is asked of the lot. */
export function sampleField(
  teams: readonly DrawTeam[],
  options: Partial<DrawOptions> = {},
  rest: Partial<PreliminaryField> = {},
): PreliminaryField {
  const quiet = { ...defaultDrawOptions, ties: 'given', avoidConflicts: 'off', sideAllocations: 'none' } as const;
  return { drawType: 'power_paired', teamsInDebate: 2, teams, options: { ...quiet, ...options }, ...rest };
}

export function teamId(number: number): TeamId {
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names a team of a test
  return number as TeamId;
}

function institutionId(number: number): InstitutionId {
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names an institution of a test
  return number as InstitutionId;
}

/** Team 1 is A. */
export function letter(team: number): string {
  return String.fromCodePoint(64 + team);
}

/** Brackets and who is in them, as in "3: AB | 2.5: CD". */
export function bracketsOf({ pairings }: Draw): string {
  const brackets = Map.groupBy(pairings, ({ bracket }) => bracket);
  const words = [...brackets].map(([value, rooms]) => {
    const teams = rooms.flatMap((room) => room.teams).sort((a, b) => a - b);
    return `${value}: ${teams.map(letter).join('')}`;
  });
  return words.join(' | ');
}

/** Who meets whom, in order of room and side, as in "AD BE CF". */
export function pairsOf({ pairings }: Draw): string {
  return pairings.map(({ teams }) => teams.map(letter).join('')).join(' ');
}
