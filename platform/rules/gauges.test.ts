import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gaugesOf, mergedGauges } from './gauges.ts';

describe('mergedGauges', () => {
  it('has the mean of all readings, however they were grouped, and the greatest', () => {
    const three = mergedGauges([gaugesOf({ load: 1 }), gaugesOf({ load: 2 }), gaugesOf({ load: 3 })]);
    assert.deepEqual(mergedGauges([three, gaugesOf({ load: 6 })]), { load: [4, 3, 6] });
  });
  it('counts what was not read all the time by the times it was', () =>
    assert.deepEqual(mergedGauges([gaugesOf({ a: 1 }), gaugesOf({ a: 3, b: 5 })]), { a: [2, 2, 3], b: [1, 5, 5] }));
});
