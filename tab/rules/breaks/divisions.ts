import type { TeamStanding } from '../standings/teams.ts';
import type { Selection } from './aida.ts';
import { standardBreak } from './standard.ts';

/** Where a team plays; teams without a division are in none. */
export type DivisionOf = (team: TeamStanding) => string | null;

/** The rules for leagues that play in divisions (spec tab §7.5; ours). */
export type DivisionRule = 'division-winners-first' | 'division-winners-guaranteed' | 'division-best-thirds';

interface DivisionField {
  readonly size: number;
  readonly divisionOf: DivisionOf;
}

/**
 * Winners first: the winner of every division, by rank, then the others by rank. Winners guaranteed: every winner breaks, the others fill what
 * is left, and all of them stand by rank. Best thirds: winners, then seconds, then as many thirds as there are places, the best first.
 * Teams that are equal in a division share their place, so that two winners are possible; who is equal to the last breaking team breaks too.
 */
export function divisionBreak(eligible: readonly TeamStanding[], rule: DivisionRule, { size, divisionOf }: DivisionField): Selection {
  const places = divisionPlaces(eligible, divisionOf);
  const tiers = tiersOf(eligible, (team) => tier[rule](places.get(team) ?? null));
  const { breaking, ranks } = fromTiers(tiers, size);
  const order = rule === 'division-winners-guaranteed' ? eligible.filter((team) => ranks.has(team)) : breaking;
  const remaining = [...breaking, ...tiers.flat().filter((team) => !ranks.has(team))];
  return { breaking: order, capped: [], remaining, correction: null, ...(order === breaking && { breakRanks: ranks }) };
}

/** Which teams come before which, whatever their rank: a lower number first; null never breaks. */
const tier: Record<DivisionRule, (place: number | null) => number | null> = {
  'division-winners-first': (place) => (place === 1 ? 1 : 2),
  'division-winners-guaranteed': (place) => (place === 1 ? 1 : 2),
  'division-best-thirds': (place) => (place === null || place > 3 ? null : place),
};

/** The place of each team among the eligible ones of its division: 1, 2, 2, 4. */
export function divisionPlaces(eligible: readonly TeamStanding[], divisionOf: DivisionOf): ReadonlyMap<TeamStanding, number> {
  const divisions = Map.groupBy(eligible, divisionOf);
  divisions.delete(null);
  const placed = [...divisions.values()].flatMap((own) =>
    own.map((team): [TeamStanding, number] => [team, 1 + own.filter(({ rank }) => rank < team.rank).length]),
  );
  return new Map(placed);
}

function tiersOf(eligible: readonly TeamStanding[], tierOf: (team: TeamStanding) => number | null): TeamStanding[][] {
  const tiers = Map.groupBy(eligible, tierOf);
  tiers.delete(null);
  return [...tiers].sort(([a], [b]) => (a ?? 0) - (b ?? 0)).map(([, teams]) => teams);
}

/** Tier after tier until the places are filled; of the last one the best, with all who are equal to the last of them. */
function fromTiers(tiers: readonly TeamStanding[][], size: number) {
  const breaking: TeamStanding[] = [];
  const ranks = new Map<TeamStanding, number>();
  for (const teams of tiers) {
    const before = breaking.length;
    const chosen = standardBreak(teams, size - before);
    for (const team of chosen) ranks.set(team, before + 1 + chosen.filter(({ rank }) => rank < team.rank).length);
    breaking.push(...chosen);
  }
  return { breaking, ranks };
}
