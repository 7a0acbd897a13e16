import { unreachable, invariant } from '#kit/errors/invariant.ts';
import { cheapestAssignment, costMatrix } from '#kit/math/assignment.ts';
import { cheapestMatching } from '#kit/math/matching.ts';
import { isOfSide, type Bracket, type Entrant } from './brackets.ts';
import { conflictCost } from './conflicts.ts';
import type { DrawOptions } from './options.ts';
import { steadyMethod, type Pair, type PairingRule } from './pairs.ts';
import { sideLead } from './sides.ts';

/** The pairs of a bracket with the least total cost; the pair with the best team comes first. Tab spec section 3.5.3. */
export function cheapestPairs({ entrants }: Bracket, rule: PairingRule, options: DrawOptions): Pair[] {
  const largest = largestSubrank(entrants, rule);
  const cost = (a: Entrant, b: Entrant): number => pairCost([a, b], options) + deviation([a, b], rule, largest) * options.pairingPenalty;
  const pairs = rule.areSidesPreallocated ? matchSides(entrants, cost) : matchAny(entrants, cost);
  const places = new Map(entrants.map((entrant, place) => [entrant, place]));
  const best = (pair: Pair): number => Math.min(...pair.map((entrant) => places.get(entrant) ?? 0));
  return pairs.sort((a, b) => best(a) - best(b));
}

/** What all pairs of a bracket cost together. */
export function costOfPairs(pairs: readonly Pair[], rule: PairingRule, options: DrawOptions): number {
  const largest = largestSubrank(pairs.flat(), rule);
  return pairs.reduce((total, pair) => total + pairCost(pair, options) + deviation(pair, rule, largest) * options.pairingPenalty, 0);
}

type Cost = (a: Entrant, b: Entrant) => number;

function matchAny(entrants: readonly Entrant[], cost: Cost): Pair[] {
  const matching = cheapestMatching(entrants.length, (a, b) => cost(at(entrants, a), at(entrants, b)));
  invariant(matching !== null, 'a bracket has an even number of teams');
  return [...matching.partnerOf.entries()].flatMap(([a, b]) => (a < b ? [[at(entrants, a), at(entrants, b)] as const] : []));
}

function matchSides(entrants: readonly Entrant[], cost: Cost): Pair[] {
  const [affirming, negating] = [entrants.filter(isOfSide(0)), entrants.filter(isOfSide(1))];
  const costs = costMatrix(affirming.length, negating.length, (a, b) => cost(at(affirming, a), at(negating, b)));
  const assignment = cheapestAssignment(costs);
  invariant(assignment !== null, 'no pair of a bracket is forbidden');
  return affirming.map((first, row) => [first, at(negating, assignment.columnOfRow[row] ?? -1)] as const);
}

function at(entrants: readonly Entrant[], index: number): Entrant {
  const entrant = entrants[index];
  invariant(entrant !== undefined, 'a matching names only teams of its bracket');
  return entrant;
}

/** What a debate of the two costs, whatever the pairing method. */
export function pairCost([a, b]: Pair, options: DrawOptions): number {
  return conflictCost(a.team, b.team, options) + sideCost([a, b], options) + pullupCost([a, b], options);
}

/** Two teams that both lean to one side cannot both balance it. */
function sideCost([a, b]: Pair, { sideAllocations, sidePenalty }: DrawOptions): number {
  if (sideAllocations !== 'balance' || sidePenalty <= 0) return 0;
  const [leadA, leadB] = [sideLead(a.team), sideLead(b.team)];
  return Math.sign(leadA) * Math.sign(leadB) > 0 ? Math.floor((Math.abs(leadA) + Math.abs(leadB)) / 2) * sidePenalty : 0;
}

function pullupCost(pair: Pair, { pullupDebatesPenalty }: DrawOptions): number {
  const isPulledUp = pair.some(({ flags }) => flags.includes('pullup'));
  return isPulledUp ? Math.max(...pair.map(({ team }) => team.pullupDebates)) * pullupDebatesPenalty : 0;
}

/** With preallocated sides the bracket's size; else its largest subrank, or its size when nobody has one. */
function largestSubrank(entrants: readonly Entrant[], { areSidesPreallocated }: PairingRule): number {
  const subranks = entrants.flatMap(({ subrank }) => (subrank === null ? [] : [subrank]));
  return areSidesPreallocated || subranks.length === 0 ? entrants.length : Math.max(...subranks);
}

/** How far the pair is from what the pairing method would make of the subranks; an unknown one counts as the bracket's largest. */
export function deviation([a, b]: Pair, rule: PairingRule, largest: number): number {
  const [rankA, rankB] = [a.subrank ?? largest, b.subrank ?? largest];
  const method = rule.areSidesPreallocated && rule.method === 'fold_top_adjacent_rest' ? 'adjacent' : steadyMethod(rule);
  switch (method) {
    case 'slide':
      return Math.abs(Math.abs(rankA - rankB) - Math.floor(largest / 2));
    case 'fold':
      return Math.abs(rankA + rankB - 1 - largest);
    case 'adjacent':
      return Math.abs(rankA - rankB) - 1;
    case 'random':
      return 0;
    default:
      return unreachable(method);
  }
}
