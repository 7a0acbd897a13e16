import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diversity, type DiversityField, type Gender } from './diversity.ts';
import { quantile, spreadOf } from './quantiles.ts';

const speaker = (gender: Gender, region: string | null, rest: Partial<DiversityField['speakers'][number]> = {}) => {
  return { gender, region, categories: [], isBreaking: false, ...rest };
};
const field: DiversityField = {
  speakers: [
    speaker('F', 'Asia', { isBreaking: true }),
    speaker('O', 'Asia'),
    speaker('M', 'Africa', { categories: ['novice'] }),
    speaker('', null),
  ],
  adjudicators: [
    { gender: 'F', region: 'Asia', isIndependent: true, isBreaking: true },
    { gender: 'M', region: null, isIndependent: false, isBreaking: false },
  ],
  seats: [
    { gender: 'F', place: 'C' },
    { gender: 'F', place: 'C' },
    { gender: 'M', place: 'T' },
  ],
  speeches: [
    { gender: 'F', position: 1, stage: 'P', score: 70 },
    { gender: 'O', position: 2, stage: 'P', score: 80 },
    { gender: 'M', position: 1, stage: 'P', score: 75 },
    { gender: 'M', position: 1, stage: 'E', score: 90 },
  ],
  ratings: [{ gender: 'F', from: 'team', score: 4 }],
  categories: ['novice'],
};

describe('diversity', () => {
  const staff = { areTeamsShown: true, areAdjudicatorsShown: true };
  const all = diversity(field, staff);

  it('counts speakers, by region and by category and its complement', () => {
    assert.deepEqual(all.speakers.counts, { notMale: 2, male: 1, unknown: 1 });
    assert.deepEqual(all.speakersByRegion, [
      { of: 'Africa', counts: { notMale: 0, male: 1, unknown: 0 } },
      { of: 'Asia', counts: { notMale: 2, male: 0, unknown: 0 } },
    ]);
    assert.deepEqual(all.speakersByCategory[0]?.inside, { notMale: 0, male: 1, unknown: 0 });
    assert.deepEqual(all.speakersByCategory[0]?.outside, { notMale: 2, male: 0, unknown: 1 });
  });

  it('counts adjudicators and the places they held', () => {
    assert.deepEqual(all.adjudicators.counts, { notMale: 1, male: 1, unknown: 0 });
    assert.deepEqual(all.independents.counts, { notMale: 1, male: 0, unknown: 0 });
    assert.deepEqual(
      all.places.map(({ of, counts }) => [of, counts.notMale, counts.male]),
      [
        ['Chairs', 2, 0],
        ['Panellists', 0, 0],
        ['Trainees', 0, 1],
      ],
    );
  });

  it('spreads scores by group, by position and apart for elimination rounds', () => {
    assert.equal(all.scores.notMale.mean, 75);
    assert.equal(all.scores.male.count, 1);
    assert.equal(all.eliminationScores.male.mean, 90);
    assert.deepEqual(
      all.scoresByPosition.map(({ of, spreads }) => [of, spreads.notMale.mean]),
      [
        ['Position 1', 70],
        ['Position 2', 80],
      ],
    );
    assert.equal(all.ratings[0]?.spreads.notMale.mean, 4);
  });

  it('tells who breaks only as far as the breaks are public', () => {
    assert.deepEqual(all.breaking?.speakers.counts, { notMale: 1, male: 0, unknown: 0 });
    assert.equal(diversity(field, { areTeamsShown: false, areAdjudicatorsShown: false }).breaking, null);
    const half = diversity(field, { areTeamsShown: false, areAdjudicatorsShown: true }).breaking;
    assert.deepEqual([half?.speakers.counts.notMale, half?.adjudicators.counts.notMale], [0, 1]);
  });
});

describe('quantiles', () => {
  it('lie between values in proportion', () => {
    assert.deepEqual(
      [0, 0.25, 0.5, 0.75, 1].map((share) => quantile([10, 20, 30, 40], share)),
      [10, 17.5, 25, 32.5, 40],
    );
    assert.equal(quantile([7], 0.25), 7);
  });
  it('of nothing are nothing', () => {
    assert.deepEqual(spreadOf([]), { count: 0, mean: null, median: null, lowerQuartile: null, upperQuartile: null });
  });
});
