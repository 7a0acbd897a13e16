import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { makeDraw, type Draw } from './draw.ts';
import type { DrawTeam, PreliminaryField } from './field.ts';
import type { DrawOptions } from './options.ts';
import { pairsOf, sampleField, sampleTeams } from './sample-field.ts';

const drawn = (teams: readonly DrawTeam[], options: Partial<DrawOptions> = {}, rest: Partial<PreliminaryField> = {}): Draw =>
  makeDraw(sampleField(teams, options, { drawType: 'random', ...rest }), seededRandom('a'));

const ofInstitutions = (institutions: readonly number[]): DrawTeam[] => sampleTeams(institutions.map((institution) => ({ institution })));

describe('a random draw', () => {
  it('seats each team once, in rooms of any size without rank', () =>
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 8 }), (teamsInDebate, count) => {
        const teams = sampleTeams(Array.from({ length: teamsInDebate * count }, () => 0));
        const { pairings } = drawn(teams, {}, { teamsInDebate });
        assert.deepEqual(
          pairings.flatMap((one) => one.teams).sort((a, b) => a - b),
          teams.map(({ id }) => id),
        );
        assert.ok(pairings.every((one) => one.teams.length === teamsInDebate && one.roomRank === 0 && one.bracket === 0));
      }),
    ));

  it('by graph has as few conflicts as can be', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }), (half) => {
        const institutions = [...half, ...half];
        const { pairings } = drawn(ofInstitutions(institutions), { avoidConflicts: 'graph' });
        const clashes = pairings.filter(({ teams: [a = 0, b = 0] }) => institutions[a - 1] === institutions[b - 1]).length;
        const most = Math.max(...institutions.map((one) => institutions.filter((other) => other === one).length));
        assert.equal(clashes, Math.max(0, most - half.length));
      }),
    ));

  it('with swaps avoids a conflict or says that it tried', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }), (half) => {
        const institutions = [...half, ...half];
        for (const {
          teams: [a = 0, b = 0],
          flags,
        } of drawn(ofInstitutions(institutions), { avoidConflicts: 'one_up_one_down' }).pairings)
          assert.deepEqual(flags, institutions[a - 1] === institutions[b - 1] ? ['max_swapped'] : []);
      }),
    ));

  it('keeps preallocated sides', () => {
    const teams = sampleTeams([0, 1, 1, 0, 1, 0].map((allocatedSide) => ({ allocatedSide })));
    for (const avoidConflicts of ['off', 'one_up_one_down', 'graph'] as const) {
      const firsts = drawn(teams, { sideAllocations: 'preallocated', avoidConflicts }).pairings.map((one) => Number(one.teams[0]));
      assert.deepEqual(
        firsts.sort((a, b) => a - b),
        [1, 4, 6],
      );
    }
  });

  it('a bye is drawn by lot', () => {
    const teams = sampleTeams([0, 0, 0, 0, 0]);
    const sitting = Array.from({ length: 40 }, (_try, seed) => {
      const field = sampleField(teams, { byeTeamSelection: 'lowest' }, { drawType: 'random' });
      return makeDraw(field, seededRandom(`${seed}`)).byes[0]?.team;
    });
    assert.equal(new Set(sitting).size, 5);
  });
});

describe('a round robin', () => {
  const round = (teams: number, roundRobinRound: number): Draw =>
    drawn(sampleTeams(Array.from({ length: teams }, () => 0)), {}, { drawType: 'round_robin', roundRobinRound });

  it('of four teams, three rounds', () =>
    assert.deepEqual(
      [1, 2, 3].map((one) => pairsOf(round(4, one))),
      ['AD BC', 'DB CA', 'CD AB'],
    ));

  it('lets everybody meet everybody once', () =>
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 15 }), (teams) => {
        const rounds = teams % 2 === 0 ? teams - 1 : teams;
        const draws = Array.from({ length: rounds }, (_round, index) => round(teams, index + 1));
        const met = draws.flatMap((one) => one.pairings.map((pairing) => pairing.teams.toSorted((a, b) => a - b).join(' ')));
        assert.equal(new Set(met).size, (teams * (teams - 1)) / 2);
        assert.equal(met.length, (teams * (teams - 1)) / 2);
        assert.equal(draws.flatMap((one) => one.byes).length, teams % 2 === 0 ? 0 : teams);
      }),
    ));

  it('ends when everybody has met', () => assert.throws(() => round(4, 4), { code: 'TAB_ROUND_ROBIN_IS_OVER' }));
});

describe('a draw by hand', () => {
  it('starts empty', () => assert.deepEqual(drawn(sampleTeams([0, 0]), {}, { drawType: 'manual' }).pairings, []));
});

describe('power pairing in rooms of three', () => {
  it('cuts the ranking from the top', () => {
    const { pairings } = drawn(sampleTeams([2, 2, 1, 1, 0, 0]), {}, { drawType: 'power_paired', teamsInDebate: 3 });
    assert.deepEqual(
      pairings.map(({ teams, bracket }) => [bracket, ...teams.toSorted((a, b) => a - b)]),
      [
        [2, 1, 2, 3],
        [1, 4, 5, 6],
      ],
    );
  });
});
