import { unreachable } from '#kit/errors/invariant.ts';
import type { Random } from '#kit/math/random.ts';
import type { Entrant } from './brackets.ts';
import { byesAfter, roomsOf, splitByes } from './byes.ts';
import { cheapestPairs } from './cheapest-pairs.ts';
import { conflictCost } from './conflicts.ts';
import type { DebateFlag, Draw, Pairing } from './draw.ts';
import type { DrawTeam, PreliminaryField } from './field.ts';
import type { DrawOptions } from './options.ts';
import { pairsOf, type Pair, type PairingRule } from './pairs.ts';
import { inOrderOfSide, requireEvenSides } from './sides.ts';

/** Everybody meets somebody by lot; two teams avoid conflicts as the options say. Rooms have no rank. Tab spec section 3.2. */
export function drawRandom(field: PreliminaryField, random: Random): Draw {
  const { playing, sittingOut } = splitByes(field, random);
  const pairings = field.teamsInDebate === 2 ? randomPairs(playing, field.options, random) : randomRooms(playing, field, random);
  return {
    pairings,
    byes: byesAfter(pairings.length, sittingOut),
    pulledUp: [],
    sidesConfirmed: field.options.sideAllocations !== 'manual-ballot',
  };
}

const noRank: Pick<Pairing, 'bracket' | 'roomRank' | 'teamFlags'> = { bracket: 0, roomRank: 0, teamFlags: new Map() };

function randomRooms(teams: readonly DrawTeam[], field: PreliminaryField, random: Random): Pairing[] {
  const shuffled = random.shuffle(teams).map(({ id }) => id);
  return roomsOf(shuffled, field).map((room) => ({ ...noRank, teams: room, flags: [] }));
}

function randomPairs(teams: readonly DrawTeam[], options: DrawOptions, random: Random): Pairing[] {
  const areSidesPreallocated = options.sideAllocations === 'preallocated';
  if (areSidesPreallocated) requireEvenSides(teams);
  const entrants = random.shuffle(teams).map((team): Entrant => ({ team, subrank: null, flags: [] }));
  return pair(entrants, { method: 'random', isTopBracket: true, areSidesPreallocated }, { options, random }).map(
    ({ teams: two, flags }) => ({
      ...noRank,
      teams: inOrderOfSide(two, options.sideAllocations, random).map(({ team }) => team.id),
      flags,
    }),
  );
}

interface RandomPair {
  teams: Pair;
  readonly flags: readonly DebateFlag[];
}

function pair(
  entrants: readonly Entrant[],
  rule: PairingRule,
  { options, random }: { readonly options: DrawOptions; readonly random: Random },
): RandomPair[] {
  const bracket = { value: 0, entrants };
  const unflagged = (pairs: readonly Pair[]): RandomPair[] => pairs.map((teams) => ({ teams, flags: [] }));
  switch (options.avoidConflicts) {
    case 'off':
      return unflagged(pairsOf(bracket, rule, random));
    case 'one_up_one_down':
      return swapped(unflagged(pairsOf(bracket, rule, random)), options, random);
    case 'graph':
    case 'graph_global':
      return unflagged(cheapestPairs(bracket, rule, options));
    default:
      return unreachable(options.avoidConflicts);
  }
}

const tries = 20;

/** Each pair in conflict tries to exchange its second team with another pair's, which must not come into conflict. Those left in conflict are flagged. */
function swapped(pairs: RandomPair[], options: DrawOptions, random: Random): RandomPair[] {
  const cost = ([a, b]: Pair): number => conflictCost(a.team, b.team, options);
  for (const [index, one] of pairs.entries()) {
    for (let attempt = 0; attempt < tries && cost(one.teams) > 0 && pairs.length > 1; attempt += 1) {
      const other = pairs[(index + 1 + random.below(pairs.length - 1)) % pairs.length];
      if (other !== undefined) swapIfBetter(one, other, cost);
    }
  }
  return pairs.map(({ teams }) => ({ teams, flags: cost(teams) > 0 ? ['max_swapped'] : [] }));
}

function swapIfBetter(one: RandomPair, other: RandomPair, cost: (pair: Pair) => number): void {
  const ones: Pair = [one.teams[0], other.teams[1]];
  const others: Pair = [other.teams[0], one.teams[1]];
  const before = cost(one.teams) + cost(other.teams);
  if (cost(others) > 0 || cost(ones) >= before) return;
  one.teams = ones;
  other.teams = others;
}
