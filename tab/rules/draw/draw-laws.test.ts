import assert from 'node:assert/strict';
import { describe } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { law } from '#kit/testing/law.ts';
import type { TeamId } from '../ids.ts';
import { team as teamId } from '../sample-ids.ts';
import { anyEliminationField, anyRoomField, anyTwoTeamField } from '../../testing/any-field.ts';
import { positionCosts } from './bp-positions.ts';
import { costOfPairs } from './cheapest-pairs.ts';
import { makeDraw, type Draw, type Pairing } from './draw.ts';
import type { DrawField, DrawTeam, EliminationResult, PreliminaryField } from './field.ts';

const seeds = fc.string({ minLength: 1, maxLength: 8 });
const anyPreliminary = fc.oneof(anyTwoTeamField, anyRoomField);

const inOrder = (ids: readonly TeamId[]): TeamId[] => ids.toSorted((a, b) => a - b);
const teamsOf = ({ pairings, byes }: Draw): TeamId[] =>
  inOrder([...pairings.flatMap(({ teams }) => teams), ...byes.map(({ team }) => team)]);

describe('every draw', () => {
  law('puts each available team in exactly one debate, or lets it sit out', fc.tuple(anyPreliminary, seeds), ([field, seed]) => {
    const draw = makeDraw(field, seededRandom(seed));
    assert.deepEqual(teamsOf(draw), inOrder(field.teams.map(({ id }) => id)));
    assert.ok(draw.pairings.every(({ teams }) => teams.length === field.teamsInDebate));
    assert.equal(draw.byes.length, field.teams.length % field.teamsInDebate);
  });

  law('numbers its rooms from the top, in brackets that never rise', fc.tuple(anyPreliminary, seeds), ([field, seed]) => {
    if (field.drawType === 'random') return;
    const { pairings } = makeDraw(field, seededRandom(seed));
    assert.deepEqual(
      pairings.map(({ roomRank }) => roomRank),
      pairings.map((_pairing, index) => index + 1),
    );
    assert.ok(pairings.every(({ bracket }, index) => index === 0 || bracket <= (pairings[index - 1]?.bracket ?? bracket)));
  });

  law('is the same again for the same seed', fc.tuple(anyPreliminary, seeds), ([field, seed]) => {
    assert.deepEqual(makeDraw(field, seededRandom(seed)), makeDraw(field, seededRandom(seed)));
  });

  law('with its teams renamed is the same draw with its teams renamed', fc.tuple(anyPreliminary, seeds), ([field, seed]) => {
    const names = seededRandom(`names ${seed}`).shuffle(field.teams.map(({ id }) => id));
    const renamed = new Map(field.teams.map(({ id }, index) => [id, teamId(1000 + (names[index] ?? 0))]));
    const nameOf = (id: TeamId): TeamId => renamed.get(id) ?? id;
    const others = field.teams.map((team): DrawTeam => {
      return { ...team, id: nameOf(team.id), seen: new Map([...team.seen].map(([other, times]) => [nameOf(other), times])) };
    });
    const draw = makeDraw(field, seededRandom(seed));
    const expected: Draw = {
      ...draw,
      pairings: draw.pairings.map((pairing): Pairing => {
        return {
          ...pairing,
          teams: pairing.teams.map(nameOf),
          teamFlags: new Map([...pairing.teamFlags].map(([team, flags]) => [nameOf(team), flags])),
          ...(pairing.planned === undefined ? {} : { planned: [nameOf(pairing.planned[0]), nameOf(pairing.planned[1])] as const }),
        };
      }),
      byes: draw.byes.map((bye) => ({ ...bye, team: nameOf(bye.team) })),
      pulledUp: draw.pulledUp.map(nameOf),
    };
    assert.deepEqual(makeDraw({ ...field, teams: others }, seededRandom(seed)), expected);
  });

  law(
    'gives allocated sides as they were allocated, and else the first side to who had it less',
    fc.tuple(anyTwoTeamField, seeds),
    ([field, seed]) => {
      const teams = teamsById(field);
      for (const { teams: ids } of makeDraw(field, seededRandom(seed)).pairings) {
        const [first, second] = ids.map((id) => teams.get(id));
        if (field.options.sideAllocations === 'preallocated') assert.deepEqual([first?.allocatedSide, second?.allocatedSide], [0, 1]);
        if (field.options.sideAllocations === 'balance') assert.ok(lead(first) <= lead(second));
      }
    },
  );
});

function teamsById(field: PreliminaryField): Map<TeamId, DrawTeam> {
  return new Map(field.teams.map((team) => [team.id, team]));
}

function lead(team: DrawTeam | undefined): number {
  return (team?.sideHistory[0] ?? 0) - (team?.sideHistory[1] ?? 0);
}

/** Bracket by bracket, the rooms of a draw. */
function bracketsOf({ pairings }: Draw): (readonly Pairing[])[] {
  return [...Map.groupBy(pairings, ({ bracket }) => bracket).values()];
}

describe('a draw at the least cost', () => {
  const anyGraphField = anyTwoTeamField.map((field): PreliminaryField => {
    return { ...field, drawType: 'power_paired', options: { ...field.options, avoidConflicts: 'graph' } };
  });

  law('of two teams gets no cheaper when two debates of a bracket exchange teams', fc.tuple(anyGraphField, seeds), ([field, seed]) => {
    const teams = teamsById(field);
    const isSided = field.options.sideAllocations === 'preallocated';
    for (const [index, rooms] of bracketsOf(makeDraw(field, seededRandom(seed))).entries()) {
      const pairs = rooms.map(({ teams: [a, b], teamFlags }) => [entrantOf(a, teamFlags), entrantOf(b, teamFlags)] as const);
      const rule = { method: field.options.pairingMethod, isTopBracket: index === 0, areSidesPreallocated: isSided };
      const cheapest = Math.min(...exchanges(pairs, isSided).map((others) => costOfPairs(others, rule, field.options)));
      assert.ok(cheapest >= costOfPairs(pairs, rule, field.options) - 1e-6);
    }

    function entrantOf(id: TeamId | undefined, flags: Pairing['teamFlags']) {
      const team = teams.get(id ?? teamId(0));
      assert.ok(team);
      const own = flags.get(team.id) ?? [];
      return { team, flags: own, subrank: own.includes('pullup') && !isSided ? null : team.subrank };
    }
  });

  const anyBpField = anyRoomField.map((field): PreliminaryField => {
    const size = field.teams.length - (field.teams.length % 4);
    return { ...field, drawType: 'power_paired', teamsInDebate: 4, teams: field.teams.slice(0, size) };
  });

  law('of four teams gets no cheaper when two teams exchange places that both may take', fc.tuple(anyBpField, seeds), ([field, seed]) => {
    const teams = teamsById(field);
    const { pairings } = makeDraw(field, seededRandom(seed));
    const { bpPositionCost: kind, bpRenyiOrder: renyiOrder, bpPositionCostExponent: exponent } = field.options;
    const seats = pairings.flatMap((room) =>
      room.teams.map((id, position) => {
        const team = teams.get(id);
        assert.ok(team);
        const prices = positionCosts(team.sideHistory, { kind, renyiOrder }).map((cost) => cost ** exponent);
        return { team, position, prices, allowed: new Set(room.teams.map((other) => teams.get(other)?.points)) };
      }),
    );
    for (const one of seats) {
      for (const other of seats) {
        if (!one.allowed.has(other.team.points) || !other.allowed.has(one.team.points)) continue;
        const now = (one.prices[one.position] ?? 0) + (other.prices[other.position] ?? 0);
        const then = (one.prices[other.position] ?? 0) + (other.prices[one.position] ?? 0);
        assert.ok(then >= now - 1e-6 * (1 + now));
      }
    }
  });
});

/** The pairs with teams of two debates exchanged, in every way that keeps allocated sides. */
function exchanges<Team>(pairs: readonly (readonly [Team, Team])[], isSided: boolean): (readonly (readonly [Team, Team])[])[] {
  return pairs.flatMap((one, place) =>
    pairs.slice(place + 1).flatMap((other) => {
      const rest = pairs.filter((pair) => pair !== one && pair !== other);
      const seconds = [...rest, [one[0], other[1]], [other[0], one[1]]] as const;
      const firsts = [...rest, [one[0], other[0]], [one[1], other[1]]] as const;
      return isSided ? [seconds] : [seconds, firsts];
    }),
  );
}

describe('elimination rounds', () => {
  law('played on to the end leave one team, and nobody debates after losing', fc.tuple(anyEliminationField, seeds), ([first, seed]) => {
    const random = seededRandom(seed);
    let field: DrawField = first;
    let left = new Set(first.teams.map(({ id }) => id));
    for (let round = 0; round < 10 && left.size > 1; round += 1) {
      const { pairings } = makeDraw(field, random);
      const drawn = pairings.flatMap(({ teams }) => teams);
      assert.ok(drawn.every((id) => left.has(id)));
      assert.equal(new Set(drawn).size, drawn.length);
      const isFinal = pairings.length === 1 && pairings[0]?.roomRank === 1;
      const results = pairings.map(({ teams, roomRank }): EliminationResult => {
        return { teams, roomRank, advancing: random.shuffle(teams).slice(0, isFinal ? 1 : teams.length / 2) };
      });
      const losers = new Set(results.flatMap(({ teams, advancing }) => teams.filter((id) => !advancing.includes(id))));
      left = new Set([...left].filter((id) => !losers.has(id)));
      field = { ...first, drawType: field.drawType === 'partial_elimination' ? 'after_partial_elimination' : 'elimination', results };
    }
    assert.equal(left.size, 1);
  });
});
