import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attemptOf, waitBeforeMs } from './resend.ts';

describe('attemptOf', () => {
  const cases = [
    { it: 'takes a redirect that was followed as an answer', status: 200, expect: 'answered' },
    { it: 'takes a form with faults as an answer', status: 422, expect: 'answered' },
    { it: 'takes a conflict as an answer', status: 409, expect: 'answered' },
    { it: "takes the app's own error as an answer", status: 500, expect: 'answered' },
    { it: 'sends again when the connection failed', status: null, expect: 'unanswered' },
    { it: 'sends again when the router found no dyno', status: 503, expect: 'unanswered' },
    { it: 'sends again when the dyno died on the way', status: 502, expect: 'unanswered' },
  ];
  for (const c of cases) it(c.it, () => assert.equal(attemptOf(c.status), c.expect));
});

describe('waitBeforeMs', () => {
  it('doubles from half a second up to 15 s', () =>
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7].map((attempt) => waitBeforeMs(attempt, 0.5)),
      [500, 1000, 2000, 4000, 8000, 15_000, 15_000],
    ));
  it('spreads a crowd by a quarter either way', () => assert.deepEqual([waitBeforeMs(2, 0), waitBeforeMs(2, 1)], [750, 1250]));
});
