import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { competitionRanks, nearlyEqual } from './rank.ts';

describe('competitionRanks', () => {
  const cases = [
    { it: 'counts from one', scores: [9, 7, 5], expect: [1, 2, 3] },
    { it: 'shares a rank and skips the next', scores: [9, 7, 7, 5], expect: [1, 2, 2, 4] },
    { it: 'skips two after three', scores: [7, 7, 7, 5], expect: [1, 1, 1, 4] },
    { it: 'ranks nobody', scores: [], expect: [] },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(competitionRanks(c.scores, Object.is), c.expect));
});

describe('nearlyEqual', () => {
  it('overlooks the noise of adding doubles', () => assert.equal(nearlyEqual(0.1 + 0.2, 0.3), true));
  it('keeps apart what differs by a thousandth', () => assert.equal(nearlyEqual(1.001, 1.002), false));
  it('finds an infinity equal to itself', () => assert.equal(nearlyEqual(Infinity, Infinity), true));
});
