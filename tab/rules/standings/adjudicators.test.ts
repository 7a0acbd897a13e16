import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { person } from '../sample-ids.ts';
import { adjudicatorFigures, scoreBands, type AdjudicatorRecord } from './adjudicators.ts';

const piece = { isConfirmed: true, isIgnored: false, isFromTrainee: false };
const ann: AdjudicatorRecord = {
  id: person(1),
  baseScore: 4,
  feedback: [
    { ...piece, round: 1, score: 2 },
    { ...piece, round: 1, score: 3 },
    { ...piece, round: 2, score: 4 },
    { ...piece, round: 2, score: 0, isIgnored: true },
  ],
  debates: [
    { round: 2, place: 'T' },
    { round: 1, place: 'P' },
    { round: 1, place: 'C' },
    { round: 3, place: 'P' },
  ],
};
const ben: AdjudicatorRecord = { id: person(2), baseScore: 3.8, feedback: [], debates: [] };

describe('the figures of adjudicators', () => {
  it('stand by weighted score, which is the base score without feedback', () => {
    const order = (weight: number): number[] => adjudicatorFigures([ann, ben], weight).map(({ id }) => id);
    assert.deepEqual(
      [order(0), order(0.5)],
      [
        [1, 2],
        [2, 1],
      ],
    );
    assert.equal(adjudicatorFigures([ann], 0.5)[0]?.weightedScore, 3.5);
    assert.equal(adjudicatorFigures([ben], 0.5)[0]?.weightedScore, 3.8);
  });

  it('count only feedback that counts, and take the base score as one more for the deviation', () => {
    const [figures] = adjudicatorFigures([ann], 0);
    assert.deepEqual([figures?.pieces, figures?.averageFeedback], [3, 3]);
    assert.equal(figures?.deviation, Math.sqrt(((4 - 3.25) ** 2 * 2 + (2 - 3.25) ** 2 + (3 - 3.25) ** 2) / 4));
    assert.equal(adjudicatorFigures([ben], 0)[0]?.deviation, 0);
  });

  it('show each round judged: mean, highest place, debates', () => {
    assert.deepEqual(adjudicatorFigures([ann], 0)[0]?.rounds, [
      { round: 1, mean: 2.5, place: 'C', debates: 2 },
      { round: 2, mean: 4, place: 'T', debates: 1 },
      { round: 3, mean: null, place: 'P', debates: 1 },
    ]);
  });

  it('lie in bands, the top of the range in the highest', () => {
    assert.deepEqual(
      scoreBands([0, 0.9, 1, 4.9, 5, 6, -1], { min: 0, max: 5 }).map(({ from, count }) => [from, count]),
      [
        [4, 3],
        [3, 0],
        [2, 0],
        [1, 1],
        [0, 3],
      ],
    );
    const [, , third] = scoreBands([0.6], { min: 0, max: 1 }); // 0.6 / 0.2 is a hair under 3
    assert.equal(third?.count, 0);
  });
});
