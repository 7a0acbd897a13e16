import type { Random } from '#kit/math/random.ts';
import type { TeamId } from '../ids.ts';
import type { Draw, Pairing } from './draw.ts';
import { RoundRobinIsOver, TooFewTeams } from './errors.ts';
import type { PreliminaryField } from './field.ts';
import { drawRoundRobinRooms } from './round-robin-rooms.ts';

/**
 * A round of the Berger table: everybody meets everybody once; with an odd number, who would meet the missing team sits out.
 * In larger rooms a search keeps people from meeting again. Tab spec section 3.3.
 */
export function drawRoundRobin(field: PreliminaryField, random: Random): Draw {
  return field.teamsInDebate === 2 ? drawBergerRound(field) : drawRoundRobinRooms(field, random);
}

function drawBergerRound({ teams, roundRobinRound: round = 1 }: PreliminaryField): Draw {
  if (teams.length < 2) throw new TooFewTeams(teams.length, 2);
  const places: (TeamId | null)[] = teams.map(({ id }) => id);
  if (places.length % 2 === 1) places.push(null);
  const others = places.length - 1;
  if (round > others) throw new RoundRobinIsOver(round, others);
  const met = bergerPairs(places.length, round).map((pair) => pair.map((place) => places[place] ?? null));
  const debates = met.filter((pair) => !pair.includes(null)).map((pair) => pair.flatMap((team) => team ?? []));
  const pairings = debates.map((pair, index): Pairing => ({
    teams: pair,
    bracket: 0,
    roomRank: index + 1,
    flags: [],
    teamFlags: new Map(),
  }));
  const sittingOut = met.filter((pair) => pair.includes(null)).flatMap((pair) => pair.flatMap((team) => team ?? []));
  return {
    pairings,
    byes: sittingOut.map((team, index) => ({ team, roomRank: pairings.length + index + 1 })),
    pulledUp: [],
    sidesConfirmed: true,
  };
}

/** The places that meet in a round, in order of side. The last place stays and changes sides from round to round. */
function bergerPairs(size: number, round: number): [number, number][] {
  const circle = size - 1;
  const fixed: [number, number] = round % 2 === 1 ? [round - 1, circle] : [circle, round - 1];
  const turning = Array.from({ length: size / 2 - 1 }, (_pair, index): [number, number] => {
    const [first, second] = [(round + index) % circle, (round - 2 - index + circle) % circle];
    return index % 2 === 0 ? [first, second] : [second, first];
  });
  return [fixed, ...turning];
}
