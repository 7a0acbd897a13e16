import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MetricPoint } from '../../rules/resources.ts';
import { bucketed, byMinute, trafficOf } from './traffic.ts';

const at = (second: number, ok: number, p95: number | null = null): MetricPoint => ({
  second,
  seconds: 1,
  failedByRouter: 0,
  ok,
  failed: 1,
  codes: {},
  p50: null,
  p95,
  p99: null,
  max: null,
});

describe('trafficOf', () => {
  const points = [at(100, 5, 900), at(160, 7, 40), at(161, 3, 60)];
  it('sums what came since', () => assert.deepEqual(trafficOf(points, 160), { requests: 12, failed: 2, failedByRouter: 0, p95Ms: 60 }));
  it('has no speed when nothing finished', () => assert.equal(trafficOf([at(1, 0)], 0).p95Ms, null));
});

it('byMinute: the newest minute first, each with its worst second', () =>
  assert.deepEqual(byMinute([at(60, 1, 10), at(119, 2, 30), at(120, 4, 20)]), [
    { startMs: 120_000, requests: 5, failed: 1, failedByRouter: 0, p95Ms: 20 },
    { startMs: 60_000, requests: 5, failed: 2, failedByRouter: 0, p95Ms: 30 },
  ]));

it('bucketed: sums per step, older and newer seconds are left out', () => {
  const window = { untilSecond: 104, seconds: 4, steps: 2, join: 'sum', of: (point: MetricPoint) => point.ok } as const;
  assert.deepEqual(bucketed([at(99, 9), at(100, 1), at(101, 2), at(103, 3), at(104, 9)], window), [3, 3]);
});
