import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rowOf, type RowFacts } from './row.ts';

const facts: RowFacts = { bench: 'router-proxy', case: '10 kB', unit: 'requests/s', peer: 'nginx', headline: true, better: 'more' };

describe('rowOf', () => {
  it('gives medians, the spread and ours ÷ peer for throughput', () => {
    const row = rowOf(facts, [30, 10, 20], [40, 40, 10]);
    assert.deepEqual(
      [row.value, row.min, row.max, row.peerValue, row.peerMin, row.peerMax, row.ratio, row.runs],
      [20, 10, 30, 40, 10, 40, 0.5, 3],
    );
  });
  it('turns the ratio round for time, so that more is always better', () => {
    assert.equal(rowOf({ ...facts, better: 'less' }, [2, 4], [9]).ratio, 3);
  });
});
