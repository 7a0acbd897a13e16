import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shownMs, Trace } from './trace.ts';

const pair = new Map([
  ['ann', ['1']],
  ['bob', ['1']],
]);

describe('how long until a decision is seen', () => {
  it('counts from the last of the group until all have seen it', () => {
    const people = new Map([
      ['ann', { decided: [100, 1_000], saw: [0, 260, 1_400] }],
      ['bob', { decided: [200, 1_200], saw: [0, 230, 1_230] }],
    ]);
    assert.deepEqual(shownMs(people, pair), [60, 200]);
  });

  it('leaves out what somebody never saw, and whoever decides alone', () => {
    const people = new Map([
      ['ann', { decided: [100], saw: [150] }],
      ['bob', { decided: [200], saw: [] }],
      ['eve', { decided: [1], saw: [2] }],
    ]);
    assert.deepEqual(shownMs(people, pair), []);
  });

  it('goes by the group of each round', () => {
    const people = new Map([
      ['ann', { decided: [10, 50], saw: [25, 70] }],
      ['bob', { decided: [20, 60], saw: [30, 90] }],
    ]);
    const groups = new Map([
      ['ann', ['1 1', '2 1']],
      ['bob', ['1 1', '2 2']],
    ]);
    assert.deepEqual(shownMs(people, groups), [10]);
  });

  it('is written down by whoever plays', () => {
    const trace = new Trace();
    trace.decided('ann', 1);
    trace.saw('ann', 2);
    trace.message();
    assert.deepEqual(trace.people.get('ann'), { decided: [1], saw: [2] });
    assert.equal(trace.messages, 1);
  });
});
