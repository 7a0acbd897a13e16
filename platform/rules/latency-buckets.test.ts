import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bucketCount, bucketMs, bucketOf, mergeBuckets, percentileMs } from './latency-buckets.ts';

const anyMs = fc.double({ min: 0.1, max: 300_000, noNaN: true });

function histogram(values: readonly number[]): number[] {
  const buckets: number[] = [];
  for (const ms of values) {
    const bucket = bucketOf(ms);
    while (buckets.length <= bucket) buckets.push(0);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  return buckets;
}

describe('latency buckets', () => {
  it('tell any duration from 0.1 ms to 300 s to 1 %', () =>
    fc.assert(fc.property(anyMs, (ms) => Math.abs(bucketMs(bucketOf(ms)) - ms) <= ms * 0.01)));

  it('grow with the duration', () => fc.assert(fc.property(anyMs, anyMs, (a, b) => a > b || bucketOf(a) <= bucketOf(b))));

  it('put too short and too long at the ends', () => {
    assert.equal(bucketOf(0), 0);
    assert.equal(bucketOf(Number.NaN), 0);
    assert.equal(bucketOf(1e9), bucketCount - 1);
  });

  it('merge to the histogram of all values', () =>
    fc.assert(
      fc.property(fc.array(anyMs), fc.array(anyMs), (a, b) =>
        assert.deepEqual(mergeBuckets(histogram(a), histogram(b)), histogram([...a, ...b])),
      ),
    ));
});

describe('percentileMs', () => {
  const near = (actual: number | null, expected: number): void =>
    assert.ok(actual !== null && Math.abs(actual - expected) <= expected * 0.01, `${actual} is not ${expected}`);

  it('has no answer without values', () => assert.equal(percentileMs([], 0.5), null));
  it('is the value itself for one value', () => near(percentileMs(histogram([214]), 0.99), 214));
  it('is the smallest value that reaches the share', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i + 1) * 10);
    near(percentileMs(histogram(values), 0.5), 500);
    near(percentileMs(histogram(values), 0.95), 950);
    near(percentileMs(histogram(values), 1), 1000);
  });
});
