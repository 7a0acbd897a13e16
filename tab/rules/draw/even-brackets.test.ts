import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import { makeDraw, type Draw } from './draw.ts';
import type { DrawTeam } from './field.ts';
import type { DrawOptions, OddBracket } from './options.ts';
import { bracketsOf, letter, pairsOf, sampleField, sampleTeams, teamId } from './sample-field.ts';

const drawn = (teams: readonly DrawTeam[], options: Partial<DrawOptions>, seed = 'a'): Draw =>
  makeDraw(sampleField(teams, options), seededRandom(seed));

/** The example of tab spec section 3.4: 3: A B C | 2: D E | 1: F G H I | 0: J. */
const example = [3, 3, 3, 2, 2, 1, 1, 1, 1, 0];

describe('odd brackets', () => {
  const cases: { oddBracket: OddBracket; expect: string }[] = [
    { oddBracket: 'pullup_top', expect: '3: ABCD | 2: EF | 1: GHIJ' },
    { oddBracket: 'pullup_bottom', expect: '3: ABCE | 2: DI | 1: FGHJ' },
    { oddBracket: 'intermediate', expect: '3: AB | 2.5: CD | 1.5: EF | 1: GH | 0.5: IJ' },
    { oddBracket: 'intermediate_bubble_up_down', expect: '3: AB | 2.5: CD | 1.5: EF | 1: GH | 0.5: IJ' },
  ];
  for (const { oddBracket, expect } of cases)
    it(`${oddBracket} makes ${expect}`, () => assert.equal(bracketsOf(drawn(sampleTeams(example), { oddBracket })), expect));

  it('means that adding doubles in another order parts are one bracket', () => {
    const teams = sampleTeams([0.1 + 0.2, 0.3, 0, 0]);
    assert.deepEqual(makeDraw(sampleField(teams, { oddBracket: 'pullup_top' }), seededRandom('a')).pulledUp, []);
  });

  it('pulls up the middle team, by lot when two are in the middle', () => {
    const ofThree = [1, 0, 0, 0];
    assert.equal(bracketsOf(drawn(sampleTeams(ofThree), { oddBracket: 'pullup_middle' })), '1: AC | 0: BD');
    const ofFour = sampleTeams([1, 0, 0, 0, 0, -1]);
    const found = new Set(
      Array.from({ length: 40 }, (_try, seed) => bracketsOf(drawn(ofFour, { oddBracket: 'pullup_middle' }, `${seed}`))),
    );
    assert.deepEqual([...found].sort(), ['1: AC | 0: BDEF', '1: AD | 0: BCEF'].sort());
  });

  it('pulls up who had the strongest draw least: the largest sum of opponents’ ranks', () => {
    const teams = sampleTeams([1, { drawStrengthRank: 5 }, { drawStrengthRank: 9 }, { drawStrengthRank: 9 }]);
    assert.equal(bracketsOf(drawn(teams, { oddBracket: 'pullup_lowest_ds_rank' })), '1: AC | 0: BD');
  });

  const restrictions: { pullupRestriction: DrawOptions['pullupRestriction']; expect: string }[] = [
    { pullupRestriction: 'none', expect: '1: AB | 0: CD' },
    { pullupRestriction: 'least_to_date', expect: '1: AC | 0: BD' },
    { pullupRestriction: 'lowest_ds_wins', expect: '1: AD | 0: BC' },
    { pullupRestriction: 'lowest_ds_speaks', expect: '1: AC | 0: BD' },
  ];
  for (const { pullupRestriction, expect } of restrictions)
    it(`pull-ups restricted by ${pullupRestriction} make ${expect}`, () => {
      const teams = sampleTeams([
        1,
        { npullups: 1, drawStrength: 2, drawStrengthSpeaks: 700 },
        { npullups: 0, drawStrength: 2, drawStrengthSpeaks: 600.1 },
        { npullups: 0, drawStrength: 1, drawStrengthSpeaks: 600.2 },
      ]);
      assert.equal(bracketsOf(drawn(teams, { oddBracket: 'pullup_top', pullupRestriction })), expect);
    });

  it('flags the team that was pulled up', () => {
    const draw = drawn(sampleTeams(example), { oddBracket: 'pullup_top' });
    assert.deepEqual(draw.pulledUp, [4, 6, 10].map(teamId));
    assert.deepEqual(draw.pairings[1]?.teamFlags, new Map([[teamId(4), ['pullup']]]));
  });

  it('refuses intermediate brackets between points that are not whole', () => {
    assert.throws(() => drawn(sampleTeams([1.5, 1, 1, 0]), { oddBracket: 'intermediate' }), { code: 'TAB_POINTS_ARE_NOT_WHOLE' });
  });

  it('refuses methods for preallocated sides when sides are free, and the other way round', () => {
    assert.throws(() => drawn(sampleTeams([1, 0]), { oddBracket: 'intermediate1' }), { code: 'TAB_ODD_BRACKET_NEEDS_OTHER_SIDES' });
    const sided = sampleTeams([{ allocatedSide: 0 }, { allocatedSide: 1 }]);
    assert.throws(() => drawn(sided, { oddBracket: 'intermediate', sideAllocations: 'preallocated' }), {
      code: 'TAB_ODD_BRACKET_NEEDS_OTHER_SIDES',
    });
  });
});

describe('bubbles', () => {
  const points = [3, 3, 3, 2, 2, 2];
  const bubbled = (institutions: readonly number[], met: Readonly<Record<number, number[]>> = {}): Draw =>
    drawn(
      sampleTeams(
        points.map((value, index) => ({ points: value, institution: institutions[index] ?? 99 - index, met: met[index + 1] ?? [] })),
      ),
      { oddBracket: 'intermediate_bubble_up_down' },
    );
  const flags = (draw: Draw): string =>
    draw.pairings
      .flatMap(({ teamFlags }) => [...teamFlags].map(([team, own]) => `${letter(team)} ${own.join('+')}`))
      .sort()
      .join(', ');

  const cases: { it: string; institutions: number[]; met?: Record<number, number[]>; brackets: string; flags: string }[] = [
    { it: 'leaves who may meet', institutions: [1, 2, 3, 4, 5, 6], brackets: '3: AB | 2.5: CD | 2: EF', flags: '' },
    {
      it: 'sends the upper team up when they share an institution',
      institutions: [1, 2, 3, 3, 5, 6],
      brackets: '3: AC | 2.5: BD | 2: EF',
      flags: 'B bub_up_accom, C bub_up_inst',
    },
    {
      it: 'sends the lower team down when up does not help',
      institutions: [1, 3, 3, 3, 5, 6],
      brackets: '3: AB | 2.5: CE | 2: DF',
      flags: 'D bub_dn_inst, E bub_dn_accom',
    },
    {
      it: 'says so when neither helps',
      institutions: [1, 3, 3, 3, 3, 6],
      brackets: '3: AB | 2.5: CD | 2: EF',
      flags: 'C no_bub_updn',
    },
    {
      it: 'looks at history when institutions differ',
      institutions: [1, 2, 3, 4, 5, 6],
      met: { 3: [4] },
      brackets: '3: AC | 2.5: BD | 2: EF',
      flags: 'B bub_up_accom, C bub_up_hist',
    },
  ];
  for (const c of cases)
    it(c.it, () => {
      const draw = bubbled(c.institutions, c.met);
      assert.deepEqual([bracketsOf(draw), flags(draw)], [c.brackets, c.flags]);
    });
});

describe('preallocated sides', () => {
  /** "3a" is a team with 3 points that affirms. */
  const sidedTeams = (words: string): DrawTeam[] =>
    sampleTeams(words.split(' ').map((word) => ({ points: Number(word[0]), allocatedSide: word[1] === 'a' ? 0 : 1 })));
  const cases: { oddBracket: OddBracket; teams: string; expect: string }[] = [
    { oddBracket: 'pullup_top', teams: '2a 2a 1n 1n 1n 0a', expect: '2: ABCD | 1: EF' },
    { oddBracket: 'pullup_bottom', teams: '2a 2a 1n 1n 1n 0a', expect: '2: ABDE | 1: CF' },
    { oddBracket: 'pullup_top', teams: '3a 2a 1n 0n', expect: '3: AC | 2: BD' },
    { oddBracket: 'intermediate1', teams: '3a 3a 3n 2a 1n 1n', expect: '3: AC | 2.5: BE | 1.5: DF' },
    { oddBracket: 'intermediate1', teams: '6a 6a 4n 3n', expect: '5.5: ABCD' },
    { oddBracket: 'intermediate2', teams: '6a 6a 4n 3n', expect: '5.666666666666667: AC | 5.333333333333333: BD' },
    { oddBracket: 'intermediate2', teams: '3a 2n', expect: '2.5: AB' },
  ];
  for (const { oddBracket, teams, expect } of cases)
    it(`${oddBracket} of ${teams} makes ${expect}`, () =>
      assert.equal(bracketsOf(drawn(sidedTeams(teams), { oddBracket, sideAllocations: 'preallocated' })), expect));

  it('a fold pairs the first of one side with the last of the other', () => {
    const draw = drawn(sidedTeams('1a 1n 1n 1a'), { oddBracket: 'pullup_top', pairingMethod: 'fold', sideAllocations: 'preallocated' });
    assert.equal(pairsOf(draw), 'AC DB');
  });

  const faults: { teams: string; code: string }[] = [
    { teams: '1a 1a', code: 'TAB_SIDES_ARE_UNEVEN' },
    { teams: '1a 1a 1a 0n', code: 'TAB_SIDES_ARE_UNEVEN' },
  ];
  for (const { teams, code } of faults)
    it(`${teams} is refused`, () =>
      assert.throws(() => drawn(sidedTeams(teams), { oddBracket: 'pullup_top', sideAllocations: 'preallocated' }), { code }));

  it('a team without a side is refused', () => {
    assert.throws(() => drawn(sampleTeams([1, 1]), { oddBracket: 'pullup_top', sideAllocations: 'preallocated' }), {
      code: 'TAB_SIDE_IS_MISSING',
    });
  });
});
