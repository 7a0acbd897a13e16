import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { moneyRange } from './amounts.ts';

describe('moneyRange', () => {
  const cases: readonly { range: readonly [number, number, number]; expect: readonly number[] }[] = [
    { range: [0, 0.1, 0.02], expect: [0, 0.02, 0.04, 0.06, 0.08, 0.1] },
    { range: [0, 10, 4], expect: [0, 4, 8] },
    { range: [-1, 1, 0.5], expect: [-1, -0.5, 0, 0.5, 1] },
    { range: [5, 5, 1], expect: [5] },
    { range: [100, 300, 100], expect: [100, 200, 300] },
    { range: [2, 1, 1], expect: [] },
  ];
  for (const { range, expect } of cases)
    it(`(${range.join(', ')}) gives ${expect.join(' ')}`, () => assert.deepEqual(moneyRange(...range), expect));
  it('refuses a step that leads nowhere', () => assert.throws(() => moneyRange(0, 1, 0), /step above 0/));
});
