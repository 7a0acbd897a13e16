import type { Random } from '#kit/math/random.ts';
import { SideIsMissing, SidesAreUneven } from './errors.ts';
import type { DrawTeam } from './field.ts';
import type { SideAllocations } from './options.ts';

/** The two teams of a debate in order of side. `balance` gives the first side to the team that had it less often, by lot when equal. Tab spec section 3.6. */
export function inOrderOfSide<Team extends { readonly team: DrawTeam }>(
  pair: readonly [Team, Team],
  allocations: SideAllocations,
  random: Random,
): readonly [Team, Team] {
  const [first, second] = pair;
  if (allocations === 'none') return pair;
  if (allocations === 'preallocated') return first.team.allocatedSide === 1 ? [second, first] : pair;
  const lead = allocations === 'random' ? 0 : sideLead(first.team) - sideLead(second.team);
  const isSecondFirst = lead === 0 ? random.below(2) === 1 : lead > 0;
  return isSecondFirst ? [second, first] : pair;
}

/** How many debates more the team had on the first side than on the second. */
export function sideLead(team: DrawTeam): number {
  return (team.sideHistory[0] ?? 0) - (team.sideHistory[1] ?? 0);
}

/** Refuses teams without an allocated side, and more teams on one side than on the other. */
export function requireEvenSides(teams: readonly DrawTeam[]): void {
  const [affirming, negating] = [0, 1].map((side) => teams.filter((team) => team.allocatedSide === side).length);
  const missing = teams.filter((team) => team.allocatedSide !== 0 && team.allocatedSide !== 1).length;
  if (missing > 0) throw new SideIsMissing(missing);
  if (affirming !== negating) throw new SidesAreUneven(affirming ?? 0, negating ?? 0);
}
