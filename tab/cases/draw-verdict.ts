import * as v from 'valibot';
import { invariant } from '#kit/errors/invariant.ts';
import type { TeamFlag } from '../rules/draw/draw.ts';
import type { DrawField, DrawTeam, PreliminaryField } from '../rules/draw/field.ts';
import { positionCosts } from '../rules/draw/bp-positions.ts';
import { costOfPairs } from '../rules/draw/cheapest-pairs.ts';
import { first, firstDifference, isAtMost } from './compare.ts';
import { drawOf } from './draw-case.ts';

const pairing = v.object({
  teams: v.array(v.number()),
  bracket: v.nullish(v.number(), 0),
  room_rank: v.number(),
  flags: v.nullish(v.array(v.string()), []),
  team_flags: v.nullish(v.record(v.string(), v.array(v.string())), {}),
  sides: v.nullish(v.string(), 'fixed'),
});
type CasePairing = v.InferOutput<typeof pairing>;

const drawn = v.object({
  error: v.nullish(v.string()),
  pulled_up: v.nullish(v.array(v.number()), []),
  pairings: v.nullish(v.array(pairing), []),
});
type Drawn = v.InferOutput<typeof drawn>;

type Judge = (expected: unknown, answer: Drawn, field: DrawField) => string | null;

const judges: Record<'exact' | 'optimal' | 'sets' | 'error' | 'invariants', Judge> = {
  exact: exactDifference,
  optimal: (expected, answer, field) => {
    invariant('options' in field, 'only preliminary draws have an optimum');
    return (
      structureFault(answer, field) ??
      (field.teamsInDebate === 4 ? bpDifference(expected, answer, field) : bracketDifference(expected, answer, field))
    );
  },
  sets: setDifference,
  error: (_expected, { error }) => (error === undefined ? 'The draw should be refused, and it was made.' : null),
  invariants: (expected, answer, field) => structureFault(answer, field) ?? invariantDifference(expected, answer),
};

/** The first thing that is wrong with the draw, by the check that the case names; null when there is none. */
export function judgeDraws(given: unknown, answer: unknown): string | null {
  const { check, expected } = v.parse(
    v.object({ check: v.picklist(['exact', 'optimal', 'sets', 'error', 'invariants']), expected: v.unknown() }),
    given,
  );
  const actual = v.parse(drawn, answer);
  if (check !== 'error' && actual.error !== undefined) return `The draw was refused: ${actual.error}`;
  return judges[check](expected, actual, drawOf(given).field);
}

function exactDifference(expected: unknown, answer: Drawn): string | null {
  const { pairings } = v.parse(v.object({ pairings: v.array(pairing) }), expected);
  if (pairings.length !== answer.pairings.length)
    return `There should be ${pairings.length} debates and there are ${answer.pairings.length}.`;
  const inOrder = answer.pairings.toSorted((a, b) => a.room_rank - b.room_rank);
  return first(pairings.keys(), (index) => {
    const [wanted, actual] = [pairings[index], inOrder[index]];
    if (wanted === undefined || actual === undefined) return null;
    return firstDifference(comparable(wanted, wanted.sides), comparable(actual, wanted.sides), `room ${wanted.room_rank}:`);
  });
}

function comparable({ teams, bracket, room_rank, flags, team_flags }: CasePairing, sides: string): object {
  const teamFlags = Object.entries(team_flags).filter(([, own]) => own.length > 0);
  const sortedFlags = teamFlags.map(([team, own]) => [team, own.toSorted()] as const).sort(([a], [b]) => Number(a) - Number(b));
  return { teams: sides === 'either' ? inNumberOrder(teams) : teams, bracket, room_rank, flags: flags.toSorted(), team_flags: sortedFlags };
}

function setDifference(expected: unknown, answer: Drawn): string | null {
  const { rooms } = v.parse(v.object({ rooms: v.array(v.object({ room_rank: v.number(), teams: v.array(v.number()) })) }), expected);
  const sets = (list: readonly { room_rank: number; teams: readonly number[] }[]): object[] =>
    list.toSorted((a, b) => a.room_rank - b.room_rank).map(({ room_rank, teams }) => ({ room_rank, teams: inNumberOrder(teams) }));
  return firstDifference(sets(rooms), sets(answer.pairings), 'room');
}

/** What every draw must be: each team once, rooms numbered from the top with brackets that never rise, sides as told. */
function structureFault(answer: Drawn, field: DrawField): string | null {
  const seated = inNumberOrder(answer.pairings.flatMap(({ teams }) => teams));
  const everybody = inNumberOrder(field.teams.map(({ id }) => id));
  if (firstDifference(everybody, seated, '') !== null) return 'Each team should sit in exactly one debate.';
  if (field.drawType === 'random') return null;
  const rooms = answer.pairings.toSorted((a, b) => a.room_rank - b.room_rank);
  return first(rooms.keys(), (index) => {
    const [room, above] = [rooms[index], rooms[index - 1]];
    if (room?.room_rank !== index + 1) return `Rooms should be numbered 1, 2, …, and ${index + 1} is missing.`;
    return above !== undefined && above.bracket < room.bracket ? `Room ${index + 1} is in a higher bracket than the room above.` : null;
  });
}

const bracketVerdict = v.object({
  pulled_up: v.nullish(v.array(v.number()), []),
  npairs: v.number(),
  brackets: v.array(v.object({ bracket: v.number(), teams: v.array(v.number()), cost: v.number() })),
});

function bracketDifference(expected: unknown, answer: Drawn, field: PreliminaryField): string | null {
  const { pulled_up, npairs, brackets } = v.parse(bracketVerdict, expected);
  const found = Map.groupBy(answer.pairings, ({ bracket }) => bracket);
  return (
    firstDifference(inNumberOrder(pulled_up), inNumberOrder(answer.pulled_up), 'pulled up') ??
    firstDifference(npairs, answer.pairings.length, 'debates') ??
    first(brackets, ({ bracket, teams, cost }) => {
      const rooms = found.get(bracket) ?? [];
      const difference = firstDifference(inNumberOrder(teams), inNumberOrder(rooms.flatMap((room) => room.teams)), `bracket ${bracket}`);
      const actual = pairCosts(rooms, field, Math.max(...brackets.map((one) => one.bracket)) === bracket);
      return difference ?? (isAtMost(cost, actual) ? null : `bracket ${bracket} should cost ${cost} and costs ${actual}.`);
    })
  );
}

function pairCosts(rooms: readonly CasePairing[], field: PreliminaryField, isTopBracket: boolean): number {
  const { options } = field;
  const teams = new Map<number, DrawTeam>(field.teams.map((team) => [team.id, team]));
  const pairs = rooms.map(({ teams: [a, b], team_flags }) => {
    const entrant = (number: number | undefined): { team: DrawTeam; subrank: number | null; flags: TeamFlag[] } => {
      const team = teams.get(number ?? -1);
      invariant(team !== undefined, 'a draw names teams of its field');
      const isPulledUp = team_flags[String(number)]?.includes('pullup') ?? false;
      const keepsSubrank = options.sideAllocations === 'preallocated' || !isPulledUp;
      return { team, subrank: keepsSubrank ? team.subrank : null, flags: isPulledUp ? ['pullup'] : [] };
    };
    return [entrant(a), entrant(b)] as const;
  });
  const method = field.drawType === 'random' ? 'random' : options.pairingMethod;
  const rule = { method, isTopBracket, areSidesPreallocated: options.sideAllocations === 'preallocated' } as const;
  return costOfPairs(pairs, rule, options);
}

const bpVerdict = v.object({
  rooms: v.array(v.object({ room_rank: v.number(), level: v.number(), allowed_points: v.array(v.number()) })),
  total_cost: v.number(),
});

function bpDifference(expected: unknown, answer: Drawn, field: PreliminaryField): string | null {
  const { rooms, total_cost } = v.parse(bpVerdict, expected);
  const teams = new Map<number, DrawTeam>(field.teams.map((team) => [team.id, team]));
  const found = new Map(answer.pairings.map((room) => [room.room_rank, room]));
  const seats = answer.pairings.flatMap((room) => room.teams.map((team, position) => seatCost(teams.get(team), position, field)));
  const total = seats.reduce((so, cost) => so + cost, 0);
  return (
    firstDifference(rooms.length, answer.pairings.length, 'rooms') ??
    first(rooms, ({ room_rank, level, allowed_points }) => {
      const room = found.get(room_rank);
      const stray = room?.teams.find((team) => !allowed_points.includes(teams.get(team)?.points ?? -1));
      if (stray !== undefined) return `Room ${room_rank} does not allow the points of team ${stray}.`;
      return firstDifference(level, room?.bracket, `room ${room_rank}: level`);
    }) ??
    (isAtMost(total_cost, total) ? null : `The positions should cost ${total_cost} and cost ${total}.`)
  );
}

function seatCost(team: DrawTeam | undefined, position: number, { options }: PreliminaryField): number {
  const costs = positionCosts(team?.sideHistory ?? [], { kind: options.bpPositionCost, renyiOrder: options.bpRenyiOrder });
  return (costs[position] ?? Infinity) ** options.bpPositionCostExponent;
}

const invariantVerdict = v.object({
  npairs: v.number(),
  bracket_sizes: v.nullish(v.record(v.string(), v.number()), {}),
  pulled_up_sets: v.nullish(v.array(v.array(v.number()))),
});

function invariantDifference(expected: unknown, answer: Drawn): string | null {
  const { npairs, bracket_sizes, pulled_up_sets } = v.parse(invariantVerdict, expected);
  const sizes = Map.groupBy(answer.pairings, ({ bracket }) => bracket);
  const pulledUp = inNumberOrder(answer.pulled_up).join(' ');
  const isPossible = pulled_up_sets?.some((set) => inNumberOrder(set).join(' ') === pulledUp) ?? true;
  return (
    firstDifference(npairs, answer.pairings.length, 'debates') ??
    first(Object.entries(bracket_sizes ?? {}), ([bracket, size]) =>
      firstDifference(size, sizes.get(Number(bracket))?.length ?? 0, `debates in bracket ${bracket}`),
    ) ??
    (isPossible ? null : `The teams pulled up may not be ${pulledUp}.`)
  );
}

function inNumberOrder(teams: readonly number[]): number[] {
  return teams.toSorted((a, b) => a - b);
}
