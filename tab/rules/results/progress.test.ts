import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ballotProgress } from './progress.ts';

const debate = (sentAt: number | null, confirmedAt: number | null = null) => ({ sentAt, confirmedAt });

describe('how ballots come in', () => {
  it('counts up in the order of time', () => {
    const { sent, confirmed } = ballotProgress([debate(30, 50), debate(10), debate(null)], 60);
    assert.deepEqual(sent, [
      { at: 10, count: 1 },
      { at: 30, count: 2 },
    ]);
    assert.deepEqual(confirmed, [{ at: 50, count: 1 }]);
  });
  const three = [debate(0, 10), debate(5, 20), debate(10, 30)];
  const cases = [
    {
      it: 'half of them in a minute: the other half in another',
      debates: [...three, debate(null), debate(null), debate(null)],
      now: 60,
      finish: 120,
    },
    { it: 'too few to say', debates: [debate(0, 10), debate(null)], now: 60, finish: null },
    { it: 'nothing left', debates: three, now: 60, finish: null },
  ];
  for (const c of cases) it(c.it, () => assert.equal(ballotProgress(c.debates, c.now).finishAt, c.finish));
});
