import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemOf } from './typed-score.ts';

describe('a score as it is typed', () => {
  const limits = { min: 60, max: 80, step: 0.5 };
  const cases = [
    { typed: '75', says: '' },
    { typed: '75,5', says: '' },
    { typed: '', says: '' },
    { typed: '59', says: '59 is outside 60 to 80.' },
    { typed: '75.3', says: '75.3 is not a step of 0.5 above 60.' },
    { typed: 'seventy', says: 'seventy is no number.' },
  ];
  for (const { typed, says } of cases)
    it(`${JSON.stringify(typed)}: ${says || 'nothing wrong'}`, () => assert.equal(problemOf(typed, limits), says));
});
