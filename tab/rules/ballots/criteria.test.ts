import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { defaultSettings, type Settings } from '../settings.ts';
import { ballotKind, type BallotRoom } from './ballot.ts';
import { criteriaRange, criteriaScore, criterionFault, type ScoreCriterion } from './criteria.ts';
import { sheetFaults, sheetRule, sheetTotals, type Scoresheet } from './scoresheet.ts';

const criterion = (id: number, more: Partial<ScoreCriterion> = {}): ScoreCriterion => {
  return { id, name: `C${id}`, weight: 1, min: 0, max: 10, step: 1, isRequired: true, ...more };
};
const content = criterion(1, { name: 'Content', weight: 4 });
const style = criterion(2, { name: 'Style', weight: 3.5, step: 0.5 });
const extra = criterion(3, { name: 'Extra', isRequired: false });

describe('the score of a speech by criteria', () => {
  const cases: { it: string; given: (number | null)[]; expect: number | null }[] = [
    { it: 'is the sum by weight', given: [8, 7.5, 2], expect: 32 + 26.25 + 2 },
    { it: 'leaves out what need not be there', given: [8, 7.5, null], expect: 58.25 },
    { it: 'is not there while something is missing', given: [8, null, 2], expect: null },
    { it: 'is not there when nothing is', given: [null, null, null], expect: null },
  ];
  for (const c of cases) it(c.it, () => assert.equal(criteriaScore(c.given, [content, style, extra]), c.expect));

  it('is exact where floating point is not', () => {
    assert.equal(criteriaScore([0.1, 0.2], [criterion(1), criterion(2)]), 0.3);
    assert.equal(criteriaScore([1.1], [criterion(1, { weight: 1.1 })]), 1.21);
  });

  it('lies between the lowest and the highest sum', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 0, max: 20 }),
        fc.option(fc.integer({ min: 0, max: 10 })),
        (a, b, c) => {
          const score = criteriaScore([a, b / 2, c], [content, style, extra]);
          const { min, max } = criteriaRange([content, style, extra]);
          assert.ok(score !== null && score >= min && score <= max);
        },
      ),
    ));
});

describe('a sheet by criteria', () => {
  const settings: Settings = { ...defaultSettings, substantive_speakers: 1, score_min: 0, score_max: 75, reply_scores_enabled: true };
  const room: BallotRoom = {
    stage: 'preliminary',
    isLastOfCategory: false,
    teams: 2,
    panel: ['chair'],
    rosters: null,
    isSingleAdjudicator: true,
    criteria: [content, style],
  };
  const kind = ballotKind(room, settings);
  assert.ok(kind);
  const rule = sheetRule(room, kind, settings);
  const sheet = (criteria: [(number | null)[], (number | null)[]], reply = 36): Scoresheet => ({
    scores: criteria.map((given) => [criteriaScore(given, [content, style]), reply]),
    criteria: criteria.map((given) => [given]),
    ranks: [],
    winners: [],
  });

  it('counts replies by their own score', () => assert.deepEqual(sheetTotals(sheet([[8, 7.5], [8, 7]]), rule), [94.25, 92.5])); // oxfmt-ignore

  const wrong: { it: string; sheet: Scoresheet; says: RegExp }[] = [
    { it: 'a criterion that is missing', sheet: sheet([[8, null], [8, 7]]), says: /Style is missing/ }, // oxfmt-ignore
    { it: 'a criterion out of range', sheet: sheet([[11, 7], [8, 7]]), says: /Content: 11 is outside 0 to 10/ }, // oxfmt-ignore
    { it: 'a criterion off its step', sheet: sheet([[8.5, 7], [8, 7]]), says: /Content: 8.5 is not a step of 1/ }, // oxfmt-ignore
    { it: 'a score that is not the sum', sheet: { ...sheet([[8, 7], [8, 6]]), scores: [[70, 36], [53, 36]] }, says: /not the sum of its criteria/ }, // oxfmt-ignore
  ];
  for (const c of wrong) it(`refuses ${c.it}`, () => assert.match(sheetFaults(c.sheet, rule)[0]?.message ?? '', c.says));

  it('looks at the range of the whole once, whatever its steps', () => {
    const narrow = { ...rule, substantive: { ...rule.substantive, max: 60 } };
    assert.deepEqual(sheetFaults(sheet([[8, 7.5], [8, 7]]), narrow), []); // oxfmt-ignore
    assert.match(sheetFaults(sheet([[10, 10], [8, 7]]), narrow)[0]?.message ?? '', /75 is outside 0 to 60/); // oxfmt-ignore
  });

  it('is decided again without the criteria at hand, as recounts do', () => {
    const { criteria, ...other } = room;
    assert.ok(criteria);
    assert.deepEqual(sheetFaults(sheet([[8, 7.5], [8, 7]]), sheetRule(other, kind, settings)), []); // oxfmt-ignore
  });
});

describe('a criterion', () => {
  const base = { weight: 1, min: 0, max: 10, step: 1 };
  it('can be as usual', () => assert.equal(criterionFault(base), null));
  for (const [name, fault, says] of [
    ['a range the wrong way round', { max: -1 }, /below the lowest/],
    ['no step', { step: 0 }, /step must be above 0/],
    ['no weight', { weight: 0 }, /weight must be above 0/],
    ['sums of four decimals', { weight: 0.333, step: 0.25 }, /more than three decimals/],
  ] as const)
    it(`cannot have ${name}`, () => assert.match(criterionFault({ ...base, ...fault }) ?? '', says));
});
