import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSpent, outputBudget, useAfter } from './output-budget.ts';

const fresh = { sinceMs: 0, lines: 0, bytes: 0 };
const { lines, bytes, windowMs } = outputBudget;

const cases = [
  { it: 'is not spent at first', use: fresh, nowMs: 1, expect: false },
  { it: 'is spent by lines', use: { ...fresh, lines }, nowMs: 1, expect: true },
  { it: 'is spent by bytes', use: { ...fresh, bytes }, nowMs: 1, expect: true },
  { it: 'is there again in the next window', use: { ...fresh, lines, bytes }, nowMs: windowMs, expect: false },
];

describe('the budget of a dyno for output', () => {
  for (const c of cases) it(c.it, () => assert.equal(isSpent(c.use, c.nowMs), c.expect));
  it('counts within a window', () =>
    assert.deepEqual(useAfter({ sinceMs: 5, lines: 1, bytes: 10 }, { lines: 2, bytes: 20 }, 6), { sinceMs: 5, lines: 3, bytes: 30 }));
  it('begins again after a window', () =>
    assert.deepEqual(useAfter({ sinceMs: 5, lines: 1, bytes: 10 }, { lines: 2, bytes: 20 }, 5 + windowMs), {
      sinceMs: 5 + windowMs,
      lines: 2,
      bytes: 20,
    }));
});
