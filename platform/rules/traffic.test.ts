import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bucketOf } from './latency-buckets.ts';
import { packedBuckets, stepFor, trafficPoints, unpackedBuckets } from './traffic.ts';
import type { TrafficSecond } from './traffic.ts';

function histogram(...durationsMs: readonly number[]): number[] {
  const buckets: number[] = [];
  for (const ms of durationsMs) {
    while (buckets.length <= bucketOf(ms)) buckets.push(0);
    buckets[bucketOf(ms)] = (buckets[bucketOf(ms)] ?? 0) + 1;
  }
  return buckets;
}

const second = (at: number, ...durationsMs: readonly number[]): TrafficSecond => ({
  second: at,
  ok: durationsMs.length,
  failed: 1,
  codes: { H12: 1 },
  buckets: histogram(...durationsMs),
});

const beats = new Set([100, 101, 102, 103, 104]);

describe('trafficPoints', () => {
  it('gives one point a second, zeros where nothing came', () => {
    const points = trafficPoints([second(101, 10, 20)], { from: 100, to: 103, stepSeconds: 1, beats });
    assert.deepEqual(
      points.map((point) => [point.second, point.ok, point.failed, point.p50 === null]),
      [
        [100, 0, 0, true],
        [101, 2, 1, false],
        [102, 0, 0, true],
      ],
    );
  });
  it('leaves a gap where the router was away', () => {
    const points = trafficPoints([], { from: 100, to: 120, stepSeconds: 1, beats });
    assert.equal(points.at(-1)?.second, 106);
  });
  it('merges histograms, never percentiles', () => {
    const [point] = trafficPoints([second(100, ...Array.from({ length: 99 }, () => 10)), second(101, 1000)], {
      from: 100,
      to: 102,
      stepSeconds: 2,
      beats,
    });
    assert.ok(point?.p95 !== null && point !== undefined && Math.abs((point.p95 ?? 0) - 10) < 0.2, `p95 is ${point?.p95}`);
    assert.ok(Math.abs((point.max ?? 0) - 1000) < 10);
    assert.deepEqual(point.codes, { H12: 2 });
  });
});

describe('stepFor', () => {
  for (const [seconds, step] of [
    [60, 1],
    [720, 1],
    [900, 2],
    [7200, 10],
  ] as const) {
    it(`${seconds} s in steps of ${step} s`, () => assert.equal(stepFor(seconds), step));
  }
});

describe('packedBuckets', () => {
  it('comes back as it was', () => {
    const anyBuckets = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }).map((list) => [...list, 1]);
    fc.assert(fc.property(anyBuckets, (buckets) => assert.deepEqual(unpackedBuckets(packedBuckets(buckets)), buckets)));
  });
});
