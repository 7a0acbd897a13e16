import { nearlyEqual } from '#kit/math/rank.ts';
import type { DrawTeam } from './field.ts';
import type { TeamFlag } from './draw.ts';

/** A team as it stands in a bracket. */
export interface Entrant {
  readonly team: DrawTeam;
  /** Null for a team that was pulled up from a bracket below. */
  readonly subrank: number | null;
  readonly flags: readonly TeamFlag[];
}

/** Teams that debate among themselves, best first; those pulled up are last. */
export interface Bracket {
  /** The points of its own teams; between two whole numbers for an intermediate bracket. */
  readonly value: number;
  readonly entrants: readonly Entrant[];
}

/** A bracket of a list under work. */
export interface OpenBracket extends Bracket {
  readonly entrants: Entrant[];
}

/** The runs of teams with equal points, in the order given (best first). Points may be means, which the noise of adding doubles must not part. */
export function rawBrackets(teams: readonly DrawTeam[]): OpenBracket[] {
  const brackets: OpenBracket[] = [];
  for (const team of teams) {
    const entrant = { team, subrank: team.subrank, flags: [] };
    const last = brackets.at(-1);
    if (last !== undefined && nearlyEqual(last.value, team.points)) last.entrants.push(entrant);
    else brackets.push({ value: team.points, entrants: [entrant] });
  }
  return brackets;
}

export function flagged(entrant: Entrant, flag: TeamFlag): Entrant {
  return { ...entrant, flags: [...entrant.flags, flag] };
}

export function isOfSide(side: number): (entrant: Entrant) => boolean {
  return ({ team }) => team.allocatedSide === side;
}
