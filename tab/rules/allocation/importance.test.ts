import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DebateId } from '../ids.ts';
import { importanceByBracket, importanceByLiveness, prospectBracket, prospectImportance } from './importance.ts';

const debates = (brackets: readonly number[]): { id: DebateId; bracket: number }[] =>
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names a debate of a test
  brackets.map((bracket, index) => ({ id: (index + 1) as DebateId, bracket }));

describe('importance by bracket', () => {
  const cases = [
    { brackets: [4, 3, 2, 1], expect: [1, 0, -1, -2] },
    { brackets: [3, 3, 3, 3], expect: [1, 1, 1, 1] },
    { brackets: [5, 4, 4, 4, 3, 3, 2, 1], expect: [1, 1, 1, 1, 0, 0, -1, -2] },
  ];
  for (const { brackets, expect } of cases)
    it(`brackets ${brackets.join(' ')} get ${expect.join(' ')}`, () =>
      assert.deepEqual([...importanceByBracket(debates(brackets)).values()], expect));
});

describe('importance by liveness', () => {
  const thresholds = { safe: 5, dead: 1 };
  const cases = [
    { points: [5, 6], expect: 0 },
    { points: [1, 0], expect: -2 },
    { points: [5, 4], expect: 1 },
    { points: [1, 5], expect: 1 },
  ];
  for (const { points, expect } of cases)
    it(`teams on ${points.join(' and ')} get ${expect}`, () => assert.equal(importanceByLiveness(points, thresholds), expect));

  it('of a panel made beforehand looks at what its debate may be', () => {
    const prospect = { bracketMin: 2, bracketMax: 5, liveness: 0 };
    assert.equal(prospectBracket(prospect), 3.5);
    assert.deepEqual(
      [prospect, { ...prospect, liveness: 1 }, { ...prospect, bracketMin: 5 }].map((one) => prospectImportance(one, thresholds)),
      [-2, 1, 0],
    );
  });
});
