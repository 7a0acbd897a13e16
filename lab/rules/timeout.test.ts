import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clockMs, isTimedOut, pauseMs, timeLeftText } from './timeout.ts';

describe('a submit counts as timed out', () => {
  const cases = [
    { it: 'when the browser says so and the deadline has passed', marked: true, deadlineMs: 5_000, nowMs: 6_000, expect: true },
    { it: 'when the deadline is two seconds away', marked: true, deadlineMs: 5_000, nowMs: 3_000, expect: true },
    { it: 'but not earlier: nobody can skip a page', marked: true, deadlineMs: 5_000, nowMs: 2_999, expect: false },
    { it: 'but not without the mark', marked: false, deadlineMs: 5_000, nowMs: 9_000, expect: false },
    { it: 'but not on a page without a clock', marked: true, deadlineMs: null, nowMs: 9_000, expect: false },
  ];
  for (const c of cases) it(c.it, () => assert.equal(isTimedOut(c), c.expect));
});

describe('the clock of a page', () => {
  it('runs at once for somebody who looks', () => assert.equal(clockMs(1.5, true), 1_500));
  it('gives somebody who was released ten seconds to come', () => assert.equal(clockMs(30, false), 40_000));
  it('is up at once for zero and less', () => assert.deepEqual([clockMs(0, true), clockMs(-3, true)], [0, 0]));
  it('is none for null', () => assert.equal(clockMs(null, true), null));
});

describe('a bot looks at a page', () => {
  it('as long as its game says', () => assert.equal(pauseMs(4.25, null), 4_250));
  it('never longer than people may', () => assert.equal(pauseMs(40, 30), 30_000));
  it('not at all when less than nothing was drawn', () => assert.equal(pauseMs(-2, null), 0));
  it('for a second when what the game says is no time', () => assert.equal(pauseMs(Number.NaN, 30), 1_000));
});

describe('the time left', () => {
  const cases = { '1:24': 83_500, '0:00': 0, '0:01': 1, '10:00': 600_000 };
  for (const [text, ms] of Object.entries(cases)) it(`of ${ms} ms reads ${text}`, () => assert.equal(timeLeftText(ms), text));
});
