import { unreachable } from '#kit/errors/invariant.ts';
import type { Random } from '#kit/math/random.ts';
import { competitionRanks } from '#kit/math/rank.ts';
import { rawBrackets, type Bracket } from './brackets.ts';
import { byesAfter, splitByes } from './byes.ts';
import { cheapestPairs } from './cheapest-pairs.ts';
import type { Draw, Pairing } from './draw.ts';
import { GlobalMatchingNeedsFreeSides } from './errors.ts';
import { evenBrackets } from './even-brackets.ts';
import type { DrawTeam, PreliminaryField } from './field.ts';
import { globalPairs } from './global-pairs.ts';
import { oneUpOneDown, type FlaggedPair } from './one-up-one-down.ts';
import type { DrawOptions } from './options.ts';
import { pairsOf } from './pairs.ts';
import { seededRooms } from './seeded-rooms.ts';
import { inOrderOfSide } from './sides.ts';
import { withTiesByLot } from './ties.ts';

/** Two-team debates between teams of equal points: brackets, made even, paired, conflicts avoided, sides given. Tab spec sections 3.4 to 3.6. */
export function drawPowerPaired(field: PreliminaryField, random: Random): Draw {
  const { playing, sittingOut } = splitByes(field, random);
  const ranked = withTiesByLot(playing, field.options, random);
  const rooms =
    field.options.avoidConflicts === 'graph_global' ? globalRooms(ranked, field.options) : bracketRooms(ranked, field.options, random);
  const pairings = rooms.map((room, index) => pairingOf(room, index + 1, { options: field.options, random }));
  const entrants = rooms.flatMap(({ pair }) => pair);
  return {
    pairings,
    byes: byesAfter(pairings.length, sittingOut),
    pulledUp: entrants.filter(({ flags }) => flags.includes('pullup')).map(({ team }) => team.id),
    sidesConfirmed: field.options.sideAllocations !== 'manual-ballot',
  };
}

/** A first round by seed: one bracket of nought points, the strongest first, equal seeds by lot; a team without seed is the weakest. */
export function drawSeeded(field: PreliminaryField, random: Random): Draw {
  const seedOf = (team: DrawTeam): number => team.seed ?? -Infinity;
  const teams = random.shuffle(field.teams).sort((a, b) => (seedOf(a) === seedOf(b) ? 0 : seedOf(b) - seedOf(a)));
  const ranks = competitionRanks(teams, (above, below) => seedOf(above) === seedOf(below));
  const seeded = teams.map((team, index) => ({ ...team, points: 0, subrank: ranks[index] ?? null }));
  const one = { ...field, teams: seeded, options: { ...field.options, ties: 'given' } } as const;
  return field.teamsInDebate === 2 ? drawPowerPaired(one, random) : drawSeededRooms(one, random);
}

function drawSeededRooms(field: PreliminaryField, random: Random): Draw {
  const { playing, sittingOut } = splitByes(field, random);
  const rule = { method: field.options.pairingMethod, isTopBracket: true, areSidesPreallocated: false, size: field.teamsInDebate };
  const pairings = seededRooms(playing, rule, random);
  return { pairings, byes: byesAfter(pairings.length, sittingOut), pulledUp: [], sidesConfirmed: true };
}

interface Room extends FlaggedPair {
  readonly bracket: number;
}

/** One matching over all teams. */
function globalRooms(ranked: readonly DrawTeam[], options: DrawOptions): Room[] {
  if (options.sideAllocations === 'preallocated') throw new GlobalMatchingNeedsFreeSides();
  return globalPairs(ranked, options).map((pair) => ({ ...pair, flags: [] }));
}

/** Brackets, made even and paired one by one. */
function bracketRooms(ranked: readonly DrawTeam[], options: DrawOptions, random: Random): Room[] {
  return evenBrackets(rawBrackets(ranked), options, random).flatMap((bracket, index) => {
    const flagged = avoidConflicts(bracket, { options, isTopBracket: index === 0 }, random);
    return flagged.map((one) => ({ ...one, bracket: bracket.value }));
  });
}

function pairingOf(
  { pair, flags, planned, bracket }: Room,
  roomRank: number,
  { options, random }: { readonly options: DrawOptions; readonly random: Random },
): Pairing {
  const sides = inOrderOfSide(pair, options.sideAllocations, random);
  const teamFlags = new Map(pair.flatMap((entrant) => (entrant.flags.length > 0 ? [[entrant.team.id, entrant.flags] as const] : [])));
  const room = { teams: sides.map(({ team }) => team.id), bracket, roomRank, flags, teamFlags };
  return planned === undefined ? room : { ...room, planned: [planned[0].team.id, planned[1].team.id] };
}

function avoidConflicts(
  bracket: Bracket,
  { options, isTopBracket }: { readonly options: DrawOptions; readonly isTopBracket: boolean },
  random: Random,
): FlaggedPair[] {
  const rule = { method: options.pairingMethod, isTopBracket, areSidesPreallocated: options.sideAllocations === 'preallocated' };
  switch (options.avoidConflicts) {
    case 'off':
      return pairsOf(bracket, rule, random).map((pair) => ({ pair, flags: [] }));
    case 'one_up_one_down':
      return oneUpOneDown(pairsOf(bracket, rule, random), options);
    case 'graph':
    case 'graph_global':
      return cheapestPairs(bracket, rule, options).map((pair) => ({ pair, flags: [] }));
    default:
      return unreachable(options.avoidConflicts);
  }
}
