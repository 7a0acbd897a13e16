import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { positionCosts } from './bp-positions.ts';
import { roomsAnywhere, roomsInSlices, type Room } from './bp-rooms.ts';
import { makeDraw } from './draw.ts';
import type { DrawTeam, PreliminaryField } from './field.ts';
import type { DrawOptions, PositionCost } from './options.ts';
import { sampleField, sampleTeams, teamId } from './sample-field.ts';

const bpField = (teams: readonly DrawTeam[], options: Partial<DrawOptions> = {}): PreliminaryField =>
  sampleField(teams, options, { teamsInDebate: 4 });

const written = (rooms: readonly Room[]): string => rooms.map(({ level, allowed }) => `${level}{${[...allowed].join(',')}}`).join(' ');

describe('the rooms of a BP round', () => {
  const cases: { points: number[]; expect: string }[] = [
    { points: [8, 7, 7, 6, 6, 6, 5, 5, 4, 4, 3, 3, 3, 3, 1, 1], expect: '8{8,7,6} 6{6,5} 4{4,3} 3{3,1}' },
    { points: [3, 3, 3, 3, 2, 2, 2, 2], expect: '3{3} 2{2}' },
    { points: [3, 2, 1, 0], expect: '3{3,2,1,0}' },
    { points: [1, 0, 0, 0, 0, 0, 0, 0], expect: '1{1,0} 0{0}' },
    { points: [1, 1, 1, 1, 1, 0, 0, 0], expect: '1{1,0} 1{1,0}' },
  ];
  for (const { points, expect } of cases)
    it(`${points.join(' ')} make ${expect}`, () => assert.equal(written(roomsAnywhere(sampleTeams(points))), expect));

  it('one_room cuts the ranking in fours', () => {
    assert.equal(written(roomsInSlices(sampleTeams([3, 3, 3, 3, 3, 2, 2, 1]))), '3{3} 3{3,2,1}');
  });

  it('seat everybody, from the top down', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }), (points) => {
        const teams = sampleTeams(points.flatMap((one) => [one, one, one, one]).toSorted((a, b) => b - a));
        const rooms = roomsAnywhere(teams);
        assert.equal(rooms.length * 4, teams.length);
        assert.deepEqual(
          rooms.map(({ level }) => level),
          rooms.map(({ level }) => level).toSorted((a, b) => b - a),
        );
      }),
    ));
});

describe('the cost of a position', () => {
  const cases: { history: number[]; kind: PositionCost; renyiOrder?: number; expect: number[] }[] = [
    { history: [1, 1, 1, 0], kind: 'entropy', expect: [2, 2, 2, 0] },
    { history: [0, 0, 0, 0], kind: 'entropy', expect: [2, 2, 2, 2] },
    { history: [1, 1, 1, 0], kind: 'entropy', renyiOrder: 0, expect: [1.660149997, 1.660149997, 1.660149997, 0] },
    { history: [1, 1, 1, 0], kind: 'entropy', renyiOrder: 2000, expect: [3.997998999, 3.997998999, 3.997998999, 0] },
    { history: [2, 1, 0, 0], kind: 'simple', expect: [2, 1, 0, 0] },
    { history: [2, 1, 1, 1], kind: 'simple_relative', expect: [1, 0, 0, 0] },
    { history: [1, 1, 1, 0], kind: 'variance', expect: [0.5, 0.5, 0.5, 0] },
  ];
  for (const { history, kind, renyiOrder = 1, expect } of cases)
    it(`${kind} of order ${renyiOrder} after ${history.join(' ')} is ${expect.join(' ')}`, () =>
      positionCosts(history, { kind, renyiOrder }).forEach((cost, position) =>
        assert.ok(Math.abs(cost - (expect[position] ?? NaN)) < 1e-6),
      ));

  it('is never negative, so that any exponent may be put on it', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), fc.double({ min: 0, max: 6, noNaN: true }), (history, renyiOrder) =>
        assert.ok(positionCosts(history, { kind: 'entropy', renyiOrder }).every((cost) => cost >= 0)),
      ),
    ));
});

describe('a power-paired BP draw', () => {
  const anyTeams = (most: number) =>
    fc
      .array(fc.record({ points: fc.nat(6), sideHistory: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.nat(2)) }), {
        minLength: 4,
        maxLength: most,
      })
      .map((lines) => sampleTeams(lines.slice(0, lines.length - (lines.length % 4)).sort((a, b) => b.points - a.points)));
  const anyOptions = fc.record({
    bpPullupDistribution: fc.constantFrom<DrawOptions['bpPullupDistribution']>('anywhere', 'one_room'),
    bpPositionCost: fc.constantFrom<PositionCost>('simple', 'entropy', 'variance'),
    bpPositionCostExponent: fc.constantFrom(0, 1, 2, 4),
    bpAssignmentMethod: fc.constantFrom<DrawOptions['bpAssignmentMethod']>('hungarian', 'hungarian_preshuffled'),
  });

  it('seats each team once, in a room that allows its points', () =>
    fc.assert(
      fc.property(anyTeams(32), anyOptions, (teams, options) => {
        const draw = makeDraw(bpField(teams, options), seededRandom('a'));
        const rooms = options.bpPullupDistribution === 'anywhere' ? roomsAnywhere(teams) : roomsInSlices(teams);
        const points = new Map(teams.map((team) => [team.id, team.points]));
        assert.deepEqual(
          draw.pairings.flatMap((pairing) => pairing.teams).sort((a, b) => a - b),
          teams.map(({ id }) => id),
        );
        draw.pairings.forEach((pairing, index) => {
          const room = rooms[index];
          assert.equal(pairing.bracket, room?.level);
          for (const team of pairing.teams) assert.ok(room?.allowed.has(points.get(team) ?? -1));
          const most = Math.max(...pairing.teams.map((team) => points.get(team) ?? 0));
          const expected = pairing.teams.filter((team) => (points.get(team) ?? 0) < most);
          assert.deepEqual([...pairing.teamFlags.keys()], expected);
        });
      }),
    ));

  it('costs no more than any other way to seat the teams', () =>
    fc.assert(
      fc.property(anyTeams(8), anyOptions, (teams, options) => {
        const { pairings } = makeDraw(bpField(teams, options), seededRandom('a'));
        const rooms = options.bpPullupDistribution === 'anywhere' ? roomsAnywhere(teams) : roomsInSlices(teams);
        const price = (team: DrawTeam, position: number): number =>
          (positionCosts(team.sideHistory, { kind: options.bpPositionCost, renyiOrder: 1 })[position] ?? 0) **
          options.bpPositionCostExponent;
        const byId = new Map(teams.map((team) => [team.id, team]));
        const seats = pairings.flatMap((pairing) => pairing.teams.map((id, position) => ({ team: byId.get(id), position })));
        const found = seats.reduce((total, { team, position }) => total + (team === undefined ? NaN : price(team, position)), 0);
        const least = leastCost(teams, rooms, price);
        assert.ok(Math.abs(found - least) < 1e-6 * Math.max(1, least), `${found} is not ${least}`);
      }),
      { numRuns: 60 },
    ));

  it('seats everybody however high the exponent', () => {
    const teams = sampleTeams([1, 2, 3, 4].map(() => ({ sideHistory: [9, 0, 0, 0] })));
    assert.equal(makeDraw(bpField(teams, { bpPositionCostExponent: 500 }), seededRandom('a')).pairings[0]?.teams.length, 4);
  });

  it('spreads alike teams over alike rooms by lot', () => {
    const teams = sampleTeams(Array.from({ length: 8 }, () => 0));
    const roomOfFirst = (seed: number): number =>
      makeDraw(bpField(teams), seededRandom(`${seed}`)).pairings.findIndex((pairing) => pairing.teams.includes(teamId(1)));
    assert.equal(new Set(Array.from({ length: 30 }, (_try, seed) => roomOfFirst(seed))).size, 2);
  });

  it('refuses a number of teams that does not fill rooms, and points that are not whole', () => {
    assert.throws(() => makeDraw(bpField(sampleTeams([1, 1, 1, 0, 0])), seededRandom('a')), { code: 'TAB_TEAMS_DO_NOT_FILL_ROOMS' });
    assert.throws(() => makeDraw(bpField(sampleTeams([1.5, 1, 1, 0])), seededRandom('a')), { code: 'TAB_POINTS_ARE_NOT_WHOLE' });
  });
});

/** By trying every seat for every team, worst first cut off. */
function leastCost(teams: readonly DrawTeam[], rooms: readonly Room[], price: (team: DrawTeam, position: number) => number): number {
  let least = Infinity;
  const seat = (index: number, taken: ReadonlySet<number>, cost: number): void => {
    const team = teams[index];
    if (cost >= least) return;
    if (team === undefined) {
      least = cost;
      return;
    }
    for (let place = 0; place < teams.length; place += 1)
      if (!taken.has(place) && rooms[Math.floor(place / 4)]?.allowed.has(team.points))
        seat(index + 1, new Set([...taken, place]), cost + price(team, place % 4));
  };
  seat(0, new Set(), 0);
  return least;
}
