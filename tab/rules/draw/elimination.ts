import { unreachable } from '#kit/errors/invariant.ts';
import type { Random } from '#kit/math/random.ts';
import type { TeamId } from '../ids.ts';
import { afterPartialBp, firstBp, nextBp, partialBp } from './bp-elimination.ts';
import type { Draw } from './draw.ts';
import { BreakSizeDoesNotFit, NoSuchDrawForFormat, ResultsAreMissing, WrongNumberAdvances } from './errors.ts';
import type { EliminationField, EliminationResult } from './field.ts';
import { bypassed, fold, isPowerOfTwo, type Bout } from './fold.ts';

/** Who meets whom in an elimination round; sides are a coin's business and stay unconfirmed. Tab spec sections 3.7 and 3.9. */
export function drawElimination(field: EliminationField, random: Random): Draw {
  const bouts = field.teamsInDebate === 2 ? twoTeamBouts(field) : bpBouts(field);
  const pairings = bouts.map(({ roomRank, teams }) => ({
    teams: random.shuffle(teams),
    bracket: 0,
    roomRank,
    flags: [],
    teamFlags: new Map(),
  }));
  return { pairings, byes: [], pulledUp: [], sidesConfirmed: false };
}

function twoTeamBouts(field: EliminationField): Bout[] {
  switch (field.drawType) {
    case 'first_elimination':
      return firstTwoTeam(inBreakOrder(field));
    case 'elimination':
      return nextTwoTeam(field);
    case 'partial_elimination':
    case 'after_partial_elimination':
      throw new NoSuchDrawForFormat(field.drawType, 2);
    default:
      return unreachable(field.drawType);
  }
}

function bpBouts(field: EliminationField): Bout[] {
  if (field.teamsInDebate !== 4) throw new NoSuchDrawForFormat(field.drawType, field.teamsInDebate);
  switch (field.drawType) {
    case 'first_elimination':
      return firstBp(inBreakOrder(field));
    case 'partial_elimination':
      return partialBp(inBreakOrder(field));
    case 'after_partial_elimination':
      return afterPartialBp(inBreakOrder(field), advancingPerRoom(field.results, 2));
    case 'elimination':
      return nextBp(advancingPerRoom(field.results, 2));
    default:
      return unreachable(field.drawType);
  }
}

/** Teams above the power of two meet folded, the best ones go straight to the next round. */
function firstTwoTeam(teams: readonly TeamId[]): Bout[] {
  if (teams.length < 2) throw new BreakSizeDoesNotFit(teams.length, 'two or more');
  const remaining = 2 ** Math.ceil(Math.log2(teams.length)) / 2;
  const bypassing = remaining - (teams.length - remaining);
  return fold(teams.slice(bypassing)).map((pair, index) => ({ roomRank: bypassing + index + 1, teams: pair }));
}

/** Those who had no debate come first, then the winners from the top room down, folded. */
function nextTwoTeam(field: EliminationField): Bout[] {
  const advancing = advancingPerRoom(field.results, 1);
  const bypassing = inBreakOrder(field).slice(0, bypassed(advancing));
  const teams = [...bypassing, ...advancing.flatMap((bout) => bout.teams)];
  if (teams.length < 2 || !isPowerOfTwo(teams.length)) throw new BreakSizeDoesNotFit(teams.length, 'a power of two, at least 2');
  return fold(teams).map((pair, index) => ({ roomRank: index + 1, teams: pair }));
}

function inBreakOrder({ teams }: EliminationField): TeamId[] {
  return teams.toSorted((a, b) => a.breakRank - b.breakRank).map(({ id }) => id);
}

/** Per room of the round before, top room first, the teams that go on. */
function advancingPerRoom(results: readonly EliminationResult[], wanted: number): Bout[] {
  const missing = results.filter(({ advancing }) => advancing.length === 0).length;
  if (missing > 0 || results.length === 0) throw new ResultsAreMissing(missing, results.length);
  const wrong = results.find(({ advancing }) => advancing.length !== wanted);
  if (wrong !== undefined) throw new WrongNumberAdvances(wrong.roomRank, wrong.advancing.length, wanted);
  return results.toSorted((a, b) => a.roomRank - b.roomRank).map(({ roomRank, advancing }) => ({ roomRank, teams: advancing }));
}
