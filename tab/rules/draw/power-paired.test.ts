import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { makeDraw, type Draw } from './draw.ts';
import type { DrawTeam } from './field.ts';
import type { DrawOptions, OddBracket, PairingMethod } from './options.ts';
import { pairsOf, sampleField, sampleTeams, teamId } from './sample-field.ts';

const drawn = (teams: readonly DrawTeam[], options: Partial<DrawOptions>, seed = 'a'): Draw =>
  makeDraw(sampleField(teams, options), seededRandom(seed));

describe('pairs', () => {
  const six = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0];
  const cases: { pairingMethod: PairingMethod; expect: string }[] = [
    { pairingMethod: 'slide', expect: 'AD BE CF GI HJ' },
    { pairingMethod: 'fold', expect: 'AF BE CD GJ HI' },
    { pairingMethod: 'adjacent', expect: 'AB CD EF GH IJ' },
    { pairingMethod: 'fold_top_adjacent_rest', expect: 'AF BE CD GH IJ' },
  ];
  for (const { pairingMethod, expect } of cases)
    it(`${pairingMethod} makes ${expect}`, () => assert.equal(pairsOf(drawn(sampleTeams(six), { pairingMethod })), expect));

  it('a random pairing stays inside brackets and differs from seed to seed', () => {
    const found = new Set(
      Array.from({ length: 20 }, (_try, seed) => pairsOf(drawn(sampleTeams(six), { pairingMethod: 'random' }, `${seed}`))),
    );
    assert.ok(found.size > 5);
  });
});

describe('sides', () => {
  const sided = (histories: readonly number[][], sideAllocations: DrawOptions['sideAllocations'], seed = 'a'): string =>
    pairsOf(drawn(sampleTeams(histories.map((sideHistory) => ({ sideHistory }))), { sideAllocations }, seed));

  it('balance lets affirm who affirmed less often', () => {
    assert.equal(
      sided(
        [
          [2, 1],
          [1, 2],
        ],
        'balance',
      ),
      'BA',
    );
    assert.equal(
      sided(
        [
          [1, 2],
          [2, 1],
        ],
        'balance',
      ),
      'AB',
    );
  });

  it('equal histories are decided by lot', () => {
    const found = new Set(
      Array.from({ length: 20 }, (_try, seed) =>
        sided(
          [
            [1, 1],
            [2, 2],
          ],
          'balance',
          `${seed}`,
        ),
      ),
    );
    assert.deepEqual([...found].sort(), ['AB', 'BA']);
  });

  it('sides of a manual ballot are a placeholder', () => {
    assert.equal(drawn(sampleTeams([0, 0]), { sideAllocations: 'manual-ballot' }).sidesConfirmed, false);
  });
});

describe('byes', () => {
  it('an odd number is refused, naming the cure', () => {
    assert.throws(() => drawn(sampleTeams([1, 1, 0]), {}), {
      code: 'TAB_TEAMS_DO_NOT_FILL_ROOMS',
      message: '3 teams are available, and debates of 2 teams need a multiple of 2.',
    });
  });

  it('the lowest sits out, in a room after the last', () => {
    assert.deepEqual(drawn(sampleTeams([1, 1, 0]), { byeTeamSelection: 'lowest' }).byes, [{ team: 3, roomRank: 2 }]);
  });

  it('of those who tie for the lowest, one by lot, of a ranking whose remaining ties are random (§3.4)', () => {
    const teams = sampleTeams([
      2,
      { points: 1, subrank: 1 },
      { points: 0, subrank: 1 },
      { points: 0, subrank: 1 },
      { points: 0, subrank: 1 },
    ]);
    for (const teamsInDebate of [2, 4]) {
      const field = sampleField(teams, { byeTeamSelection: 'lowest', ties: 'random' }, { teamsInDebate });
      const sitting = Array.from({ length: 40 }, (_try, seed) => makeDraw(field, seededRandom(`${seed}`)).byes[0]?.team);
      assert.deepEqual(new Set(sitting), new Set([3, 4, 5]));
    }
  });

  it('nobody sits out twice before all have', () => {
    const teams = sampleTeams([1, 0, { byes: 1 }]);
    assert.deepEqual(drawn(teams, { byeTeamSelection: 'lowest_no_repeat' }).byes, [{ team: 2, roomRank: 2 }]);
  });

  it('nobody can be drawn without teams', () => {
    assert.throws(() => drawn([], { byeTeamSelection: 'lowest' }), { code: 'TAB_TOO_FEW_TEAMS' });
  });
});

describe('a seeded draw', () => {
  it('pairs the strongest half with the others', () => {
    const teams = sampleTeams([{ seed: 1 }, { seed: 4 }, { seed: 3 }, {}]);
    const draw = makeDraw(sampleField(teams, {}, { drawType: 'seeded' }), seededRandom('a'));
    assert.equal(pairsOf(draw), 'BA CD');
  });
});

describe('every power-paired draw', () => {
  const oddBrackets: OddBracket[] = [
    'pullup_top',
    'pullup_bottom',
    'pullup_middle',
    'pullup_random',
    'intermediate',
    'intermediate_bubble_up_down',
  ];
  const anyOptions = fc.record({
    oddBracket: fc.constantFrom(...oddBrackets),
    pairingMethod: fc.constantFrom<PairingMethod>('slide', 'fold', 'adjacent', 'random', 'fold_top_adjacent_rest'),
    avoidConflicts: fc.constantFrom<DrawOptions['avoidConflicts']>('off', 'one_up_one_down', 'graph'),
    sideAllocations: fc.constantFrom<DrawOptions['sideAllocations']>('balance', 'random', 'none'),
  });
  const anyTeams = fc
    .array(
      fc.record({
        points: fc.integer({ min: 0, max: 4 }),
        institution: fc.integer({ min: 1, max: 5 }),
        subrank: fc.integer({ min: 1, max: 9 }),
        met: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }),
        sideHistory: fc.tuple(fc.nat(4), fc.nat(4)),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((half) => sampleTeams([...half, ...half].sort((a, b) => b.points - a.points)));

  it('pairs each team once, rooms from the top down', () =>
    fc.assert(
      fc.property(anyTeams, anyOptions, (teams, options) => {
        const draw = drawn(teams, options);
        const seated = draw.pairings.flatMap((pairing) => pairing.teams).sort((a, b) => a - b);
        assert.deepEqual(
          seated,
          teams.map(({ id }) => id),
        );
        draw.pairings.forEach((pairing, index) => {
          assert.equal(pairing.roomRank, index + 1);
          assert.ok(index === 0 || (draw.pairings[index - 1]?.bracket ?? 0) >= pairing.bracket);
        });
      }),
    ));

  it('is the same again from its seed', () =>
    fc.assert(
      fc.property(anyTeams, anyOptions, fc.string(), (teams, options, seed) =>
        assert.deepEqual(drawn(teams, options, seed), drawn(teams, options, seed)),
      ),
    ));

  it('does not depend on what teams are called', () =>
    fc.assert(
      fc.property(anyTeams, anyOptions, (teams, options) => {
        const renamed = (id: number): number => 1000 - id;
        const others = teams.map((team) => ({
          ...team,
          id: teamId(renamed(team.id)),
          seen: new Map([...team.seen].map(([id, times]) => [teamId(renamed(id)), times])),
        }));
        const expected = drawn(teams, options).pairings.map((pairing) => pairing.teams.map(renamed));
        assert.deepEqual(
          drawn(others, options).pairings.map((pairing) => pairing.teams.map(Number)),
          expected,
        );
      }),
    ));

  it('under balance, nobody affirms who affirmed more often than the other', () =>
    fc.assert(
      fc.property(anyTeams, anyOptions, (teams, options) => {
        const lead = new Map(teams.map(({ id, sideHistory: [affirmed = 0, negated = 0] }) => [id, affirmed - negated]));
        for (const {
          teams: [first, second],
        } of drawn(teams, { ...options, sideAllocations: 'balance' }).pairings)
          assert.ok(first !== undefined && second !== undefined && (lead.get(first) ?? 0) <= (lead.get(second) ?? 0));
      }),
    ));
});
