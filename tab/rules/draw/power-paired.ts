import { unreachable } from '#kit/errors/invariant.ts';
import type { Random } from '#kit/math/random.ts';
import { competitionRanks } from '#kit/math/rank.ts';
import { rawBrackets, type Bracket } from './brackets.ts';
import { byesAfter, splitByes } from './byes.ts';
import { cheapestPairs } from './cheapest-pairs.ts';
import type { Draw, Pairing } from './draw.ts';
import { NoSuchDrawForFormat } from './errors.ts';
import { evenBrackets } from './even-brackets.ts';
import type { DrawTeam, PreliminaryField } from './field.ts';
import { oneUpOneDown, type FlaggedPair } from './one-up-one-down.ts';
import type { DrawOptions } from './options.ts';
import { pairsOf } from './pairs.ts';
import { inOrderOfSide } from './sides.ts';

/** Two-team debates between teams of equal points: brackets, made even, paired, conflicts avoided, sides given. Tab spec sections 3.4 to 3.6. */
export function drawPowerPaired(field: PreliminaryField, random: Random): Draw {
  const { playing, sittingOut } = splitByes(field, random);
  const ranked = field.options.ties === 'random' ? withTiesByLot(playing, random) : playing;
  const brackets = evenBrackets(rawBrackets(ranked), field.options, random);
  const pairings = pairBrackets(brackets, field.options, random);
  return {
    pairings,
    byes: byesAfter(pairings.length, sittingOut),
    pulledUp: brackets.flatMap(({ entrants }) => entrants.filter(({ flags }) => flags.includes('pullup')).map(({ team }) => team.id)),
    sidesConfirmed: field.options.sideAllocations !== 'manual-ballot',
  };
}

/** A first round by seed: one bracket of nought points, the strongest first, equal seeds by lot; a team without seed is the weakest. */
export function drawSeeded(field: PreliminaryField, random: Random): Draw {
  if (field.teamsInDebate !== 2) throw new NoSuchDrawForFormat('seeded', field.teamsInDebate);
  const seedOf = (team: DrawTeam): number => team.seed ?? -Infinity;
  const teams = random.shuffle(field.teams).sort((a, b) => (seedOf(a) === seedOf(b) ? 0 : seedOf(b) - seedOf(a)));
  const ranks = competitionRanks(teams, (above, below) => seedOf(above) === seedOf(below));
  const seeded = teams.map((team, index) => ({ ...team, points: 0, subrank: ranks[index] ?? null }));
  return drawPowerPaired({ ...field, teams: seeded, options: { ...field.options, ties: 'given' } }, random);
}

/** Teams that nothing tells apart change places by lot. */
function withTiesByLot(teams: readonly DrawTeam[], random: Random): DrawTeam[] {
  const groups = Map.groupBy(teams, ({ points, subrank }) => `${points} ${subrank}`);
  return [...groups.values()].flatMap((group) => random.shuffle(group));
}

function pairBrackets(brackets: readonly Bracket[], options: DrawOptions, random: Random): Pairing[] {
  const rooms = brackets.flatMap((bracket, index) => {
    const flagged = avoidConflicts(bracket, { options, isTopBracket: index === 0 }, random);
    return flagged.map((one) => ({ ...one, bracket: bracket.value }));
  });
  return rooms.map(({ pair, flags, bracket }, index) => {
    const sides = inOrderOfSide(pair, options.sideAllocations, random);
    const teamFlags = new Map(pair.flatMap((entrant) => (entrant.flags.length > 0 ? [[entrant.team.id, entrant.flags] as const] : [])));
    return { teams: sides.map(({ team }) => team.id), bracket, roomRank: index + 1, flags, teamFlags };
  });
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
      return cheapestPairs(bracket, rule, options).map((pair) => ({ pair, flags: [] }));
    default:
      return unreachable(options.avoidConflicts);
  }
}
