import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MetricPoint } from '../../../rules/resources.ts';
import { asSeries, extended, isSeries, noTraffic, rootTicks } from './traffic-series.ts';

const at = (second: number, ok = second, seconds = 1): MetricPoint => ({
  second,
  seconds,
  ok,
  failed: 0,
  failedByRouter: 0,
  codes: {},
  p50: 1,
  p95: 2,
  p99: 3,
  max: 4,
});

describe('asSeries', () => {
  it('puts an empty second where seconds are missing, so that the line breaks there', () => {
    const { seconds, ok } = asSeries([at(10), at(11), at(20)], 1);
    assert.deepEqual(seconds, [10, 11, 12, 20]);
    assert.deepEqual(ok, [10, 11, null, 20]);
  });
});

describe('asSeries of longer steps', () => {
  const { seconds, ok } = asSeries([at(10, 8, 5), at(15, 8, 2), at(30, 5, 5)], 5);
  it('gives requests a second of those that a router spoke of', () => assert.deepEqual(ok, [1.6, 4, null, 1]));
  it('knows a gap from a step', () => assert.deepEqual(seconds, [10, 15, 20, 30]));
});

describe('extended', () => {
  const first = asSeries([at(10), at(11)], 1);
  it('adds what is newer', () => assert.deepEqual(extended(first, asSeries([at(12)], 1), 60).seconds, [10, 11, 12]));
  it('takes a second once, however often it is sent', () => {
    const again = extended(first, asSeries([at(10, 99), at(11, 99), at(12)], 1), 60);
    assert.deepEqual(again.ok, [10, 11, 12]);
  });
  it('drops what the window has left behind', () => assert.deepEqual(extended(first, asSeries([at(12)], 1), 2).seconds, [11, 12]));
  it('leaves a gap where the connection was lost', () =>
    assert.deepEqual(extended(first, asSeries([at(20)], 1), 60).ok, [10, 11, null, 20]));
  it('sees no gap in a report that comes late', () => assert.deepEqual(extended(first, asSeries([at(13)], 1), 60).ok, [10, 11, 13]));
  it('starts from nothing', () => assert.deepEqual(extended(noTraffic, first, 60), first));
  it('keeps every column as long as the seconds', () => assert.ok(isSeries(extended(first, asSeries([at(20), at(21)], 1), 5))));
});

describe('isSeries', () => {
  it('refuses columns of different lengths', () => assert.equal(isSeries({ ...noTraffic, seconds: [1] }), false));
  it('refuses anything else', () => assert.equal(isSeries('refresh'), false));
});

describe('rootTicks', () => {
  const cases = [
    { top: 10, expect: [0, 1, 2.5, 10] },
    { top: 108, expect: [0, 10, 25, 100] },
    { top: 5400, expect: [0, 500, 2000, 5000] },
    { top: 0, expect: [0] },
  ];
  for (const c of cases) it(`up to ${c.top}: ${c.expect.join(', ')}`, () => assert.deepEqual(rootTicks(c.top), c.expect));
});
