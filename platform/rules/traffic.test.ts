import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDuration, packedBuckets } from './latency-buckets.ts';
import { packedTraffic, trafficSteps } from './metric-body.ts';
import { summaryOf } from './traffic-summary.ts';
import { merged, noTraffic, trafficPoint, withIdleSteps } from './traffic.ts';
import type { TrafficStep } from './traffic.ts';

function histogram(...durationsMs: readonly number[]): string {
  const buckets: number[] = [];
  for (const ms of durationsMs) addDuration(buckets, ms);
  return packedBuckets(buckets);
}

const second = (at: number, change: Partial<TrafficStep> = {}): TrafficStep => ({ ...noTraffic, second: at, ...change });

describe('merged', () => {
  it('takes percentiles from histograms, never from percentiles', () => {
    const quick = second(100, { buckets: histogram(...Array.from({ length: 99 }, () => 10)) });
    const { p95, max } = trafficPoint(merged(100, [quick, second(101, { buckets: histogram(1000) })]), 2);
    assert.ok(Math.abs((p95 ?? 0) - 10) < 0.1, `p95 is ${p95}`);
    assert.ok(Math.abs((max ?? 0) - 1000) < 10, `max is ${max}`);
  });
  it('adds up what was counted, and has the most that waited or was open', () => {
    const one = second(1, { ok: 3, codes: { H12: 1 }, waiting: 5, sockets: { open: 7, opened: 7, closed: 0 } });
    const two = second(2, { ok: 4, codes: { H12: 1, H27: 2 }, waiting: 2, sockets: { open: 6, opened: 0, closed: 1 } });
    const { ok, codes, waiting, sockets } = merged(1, [one, two]);
    assert.deepEqual([ok, codes, waiting, sockets], [7, { H12: 2, H27: 2 }, 5, { open: 7, opened: 7, closed: 1 }]);
  });
});

describe('several routers in one second', () => {
  it('hold together what each of them holds', () => {
    const parts = [
      second(1, { waiting: 2, sockets: { open: 7, opened: 1, closed: 0 } }),
      second(1, { waiting: 3, sockets: { open: 1, opened: 0, closed: 0 } }),
    ];
    const [one] = trafficSteps(parts.map((part) => ({ second: 1, body: packedTraffic(part) })));
    assert.deepEqual([one?.waiting, one?.sockets], [5, { open: 8, opened: 1, closed: 0 }]);
  });
});

describe('packedTraffic', () => {
  it('keeps what is there and no zeros', () =>
    assert.equal(packedTraffic(second(1, { ok: 2, codes: { H12: 1 } })), '{"ok":2,"codes":{"H12":1}}'));
  it('comes back as it was', () => {
    const step = second(5, {
      ok: 2,
      failed: 1,
      failedByRouter: 1,
      cache: { hit: 3 },
      buckets: histogram(10, 20),
      queueBuckets: histogram(0, 5),
    });
    assert.deepEqual(trafficSteps([{ second: 5, body: packedTraffic(step) }]), [step]);
  });
});

describe('withIdleSteps', () => {
  it('is zeros where a router spoke of nothing, and nothing where none spoke', () => {
    const steps = withIdleSteps([second(101, { ok: 2 })], new Map([100, 101, 105].map((at) => [at, 1])));
    assert.deepEqual(
      steps.map((step) => [step.second, step.ok]),
      [
        [100, 0],
        [101, 2],
        [105, 0],
      ],
    );
  });
});

describe('summaryOf', () => {
  const busy = second(1, {
    ok: 30,
    failed: 10,
    failedByRouter: 4,
    dispatched: 36,
    serviceMs: 5400,
    codes: { H12: 4 },
    buckets: histogram(...Array.from({ length: 40 }, () => 150)),
    queueBuckets: histogram(...Array.from({ length: 40 }, () => 0)),
  });
  const summary = summaryOf([busy], 3);
  it('tells whose the failures are', () =>
    assert.deepEqual([summary.failedByRouter, summary.failedByApp, summary.failedPercent], [4, 6, 25]));
  it('has no percentage below 20 requests', () => assert.equal(summaryOf([second(1, { ok: 10, failed: 9 })], 1).failedPercent, null));
  it('knows the rate to the dynos and how many of their slots are busy', () =>
    assert.deepEqual([summary.perSecond, summary.busySlots], [12, 1.8]));
  it('has a queue of zero where nobody waited', () => assert.equal(summary.queueP95, 0));
  it('has no durations without requests', () => {
    const { p50, p95, max, queueP95 } = summaryOf([], 60);
    assert.deepEqual([p50, p95, max, queueP95], [null, null, null, null]);
  });
});
