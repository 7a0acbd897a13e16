import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import {
  addDuration,
  bucketCount,
  bucketMs,
  bucketOf,
  mergedBuckets,
  mergedPacked,
  packedBuckets,
  percentileMs,
  percentilesMs,
} from './latency-buckets.ts';

const anyMs = fc.double({ min: 0.1, max: 300_000, noNaN: true });

function histogram(values: readonly number[]): number[] {
  const buckets: number[] = [];
  for (const ms of values) addDuration(buckets, ms);
  return buckets;
}

const packed = (values: readonly number[]): string => packedBuckets(histogram(values));

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
        assert.deepEqual(mergedBuckets([histogram(a), histogram(b)]), histogram([...a, ...b])),
      ),
    ));
});

describe('percentileMs', () => {
  const near = (actual: number | null, expected: number): void =>
    assert.ok(actual !== null && Math.abs(actual - expected) <= expected * 0.01, `${actual} is not ${expected}`);

  it('has no answer without values', () => assert.equal(percentileMs('', 0.5), null));
  it('is the value itself for one value', () => near(percentileMs(packed([214]), 0.99), 214));
  it('is the smallest value that reaches the share', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i + 1) * 10);
    const [p50 = null, p95 = null, max = null] = percentilesMs(packed(values), [0.5, 0.95, 1]);
    near(p50, 500);
    near(p95, 950);
    near(max, 1000);
  });
});

describe('packedBuckets', () => {
  const cases = [
    { it: 'is empty for nothing', buckets: [], expect: '' },
    { it: 'leaves out a count of one', buckets: [0, 1, 0, 2], expect: '1 2:2' },
    { it: 'counts to base 36', buckets: [36], expect: '0:10' },
  ];
  for (const c of cases) it(c.it, () => assert.equal(packedBuckets(c.buckets), c.expect));
  it('merges to the text of all values', () =>
    fc.assert(fc.property(fc.array(fc.array(anyMs)), (parts) => assert.equal(mergedPacked(parts.map(packed)), packed(parts.flat())))));
  it('is read to the last bucket', () =>
    fc.assert(
      fc.property(fc.array(anyMs, { minLength: 1 }), (values) =>
        assert.equal(percentileMs(packed(values), 1), bucketMs(Math.max(...values.map(bucketOf)))),
      ),
    ));
});

/** Box and Muller. */
function gaussian(random: ReturnType<typeof seededRandom>): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

describe('100,000 requests, told minute by minute', () => {
  const random = seededRandom('metrics truth');
  const durations = Array.from({ length: 100_000 }, () => Math.exp(4 + 1.2 * gaussian(random)));
  const minutes = Array.from({ length: 10 }, (_, at) => packed(durations.slice(at * 10_000, (at + 1) * 10_000)));
  const sorted = durations.toSorted((a, b) => a - b);
  for (const share of [0.5, 0.95, 0.99]) {
    it(`have the p${share * 100} that a sorted list has, to 1 %`, () => {
      const expected = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
      const told = percentileMs(mergedPacked(minutes), share) ?? 0;
      assert.ok(Math.abs(told - expected) <= expected * 0.01, `${told} is not ${expected}`);
    });
  }
});
