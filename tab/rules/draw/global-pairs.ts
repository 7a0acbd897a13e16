import { invariant } from '#kit/errors/invariant.ts';
import { cheapestMatching } from '#kit/math/matching.ts';
import { flagged, type Entrant } from './brackets.ts';
import { deviation, pairCost } from './cheapest-pairs.ts';
import type { DrawTeam } from './field.ts';
import type { DrawOptions } from './options.ts';
import type { Pair } from './pairs.ts';

/** Two teams that meet, and the bracket that this is: the points of the better. */
export interface BracketPair {
  readonly pair: Pair;
  readonly bracket: number;
}

/**
 * All brackets paired at once at the least cost, so that nobody is pulled up into a conflict (tab spec section 3.5.4). Fewest points are
 * crossed first, a pull-up over two points counting as four over one; then who is pulled up, conflicts, sides and the pairing method weigh
 * as their penalties say. `teams` stand best first; their number is even.
 */
export function globalPairs(teams: readonly DrawTeam[], options: DrawOptions): BracketPair[] {
  const context: Context = { options, topPoints: teams[0]?.points ?? 0, largest: largestSubranks(teams) };
  const inOrder = teams.map((team): Entrant => ({ team, subrank: team.subrank, flags: [] }));
  const meet = (a: number, b: number): Pair => meeting(entrantAt(inOrder, a), entrantAt(inOrder, b));
  const [costs, crossings] = [meetingCost, crossedPoints].map((figure) => (a: number, b: number) => figure(meet(a, b), context));
  invariant(costs !== undefined && crossings !== undefined, 'two figures were asked for');
  const prohibitive = (teams.length / 2) * spread(teams.length, costs) + 1;
  const matching = cheapestMatching(teams.length, (a, b) => costs(a, b) + prohibitive * crossings(a, b));
  invariant(matching !== null, 'an even number of teams can be paired');
  const pairs = [...matching.partnerOf.entries()].flatMap(([a, b]) => (a < b ? [meet(a, b)] : []));
  return pairs.map((pair) => ({ pair, bracket: pair[0].team.points })).sort((a, b) => b.bracket - a.bracket);
}

interface Context {
  readonly options: DrawOptions;
  readonly topPoints: number;
  /** By points, the largest subrank of the teams that have them. */
  readonly largest: ReadonlyMap<number, number>;
}

function entrantAt(entrants: readonly Entrant[], index: number): Entrant {
  const entrant = entrants[index];
  invariant(entrant !== undefined, 'a matching names only teams that are there');
  return entrant;
}

/** The better of the two and the other, who is pulled up if it has fewer points. */
function meeting(upper: Entrant, lower: Entrant): Pair {
  if (upper.team.points === lower.team.points) return [upper, lower];
  return [upper, flagged({ ...lower, subrank: null }, 'pullup')];
}

function crossedPoints([upper, lower]: Pair): number {
  return (upper.team.points - lower.team.points) ** 2;
}

function meetingCost(pair: Pair, { options, topPoints, largest }: Context): number {
  const [upper, lower] = pair;
  const rule = { method: options.pairingMethod, isTopBracket: upper.team.points === topPoints, areSidesPreallocated: false };
  const places = deviation(pair, rule, largest.get(upper.team.points) ?? 1);
  const pullup = lower.flags.includes('pullup') ? options.pullupPenalty * lower.team.npullups : 0;
  return pairCost(pair, options) + pullup + places * options.pairingPenalty;
}

function largestSubranks(teams: readonly DrawTeam[]): Map<number, number> {
  const brackets = Map.groupBy(teams, ({ points }) => points);
  return new Map([...brackets].map(([points, own]) => [points, Math.max(...own.map(({ subrank }) => subrank ?? 1))]));
}

/** The difference between the dearest and the cheapest meeting. */
function spread(size: number, cost: (a: number, b: number) => number): number {
  let [least, most] = [0, 0];
  for (let a = 0; a < size; a += 1) {
    for (let b = a + 1; b < size; b += 1) {
      const own = cost(a, b);
      least = Math.min(least, own);
      most = Math.max(most, own);
    }
  }
  return most - least;
}
