import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import { passes, thinkMs, type Crowd } from './arrivals.ts';
import { evidenceOf, tasksBetween, type Look } from './evidence.ts';
import type { Arrival } from './plan-file.ts';

const crowd: Crowd = { people: 100, share: 0.5, warmUpMs: 5_000, holdMs: 20_000 };
const planned = (arrival: Arrival): { person: number; atMs: number }[] => passes(arrival, crowd, seededRandom('a crowd')) ?? [];

describe('who comes when', () => {
  it('is decided before the level begins, the same for the same seed', () =>
    assert.deepEqual(planned({ mode: 'every', seconds: 2 }), planned({ mode: 'every', seconds: 2 })));
  it('spreads a steady crowd evenly: in each second as many as there should be', () => {
    const all = planned({ mode: 'every', seconds: 2 });
    const seconds = Map.groupBy(all, ({ atMs }) => Math.floor(atMs / 1_000));
    for (const [second, inIt] of seconds) assert.ok(Math.abs(inIt.length - 50) <= 2, `second ${second}: ${inIt.length}`);
    assert.equal(seconds.size, 25);
  });
  it('has everybody at their own moment of each period', () => {
    const own = planned({ mode: 'every', seconds: 2 }).filter(({ person }) => person === 7);
    for (const [at, { atMs }] of own.entries()) assert.ok(Math.abs(atMs - (own[0]?.atMs ?? 0) - at * 2_000) < 1e-6);
  });
  it('lets strangers come at a rate that grows with the level', () => {
    const all = planned({ mode: 'open', perSecond: 40 });
    assert.ok(all.length > 400 && all.length < 600, `${all.length} instead of about 500`);
  });
  it('brings all at once when the hold begins', () =>
    assert.deepEqual([...new Set(planned({ mode: 'at once' }).map(({ atMs }) => atMs))], [5_000]));
  it('brings the share of a mark within its time', () => {
    const all = planned({ mode: 'marks', marks: [{ at: 2, share: 0.8, within: 10 }] });
    assert.equal(all.length, 80);
    assert.ok(all.every(({ atMs }) => atMs >= 7_000 && atMs <= 17_000));
  });
  it('plans nothing for a closed crowd', () => assert.equal(passes({ mode: 'closed' }, crowd, seededRandom('x')), null));
});

describe('how long somebody thinks', () => {
  it('is the median in the middle and the 95 % at its place', () => {
    const random = seededRandom('thinking');
    const all = Array.from({ length: 4_000 }, () => thinkMs({ median: 6, p95: 20 }, random)).sort((a, b) => a - b);
    assert.ok(Math.abs((all[2_000] ?? 0) - 6_000) < 400);
    assert.ok(Math.abs((all[3_800] ?? 0) - 20_000) < 2_000);
  });
});

describe('evidence', () => {
  it('is the load of the level itself, out of two readings of a minute’s average', () => {
    const halfSecondsOf = (tasks: number, before: number, ms: number): number =>
      before * Math.exp(-ms / 60_000) + tasks * (1 - Math.exp(-ms / 60_000));
    assert.equal(Math.round((tasksBetween(0.2, halfSecondsOf(0.9, 0.2, 8_000), 8_000) ?? 0) * 100) / 100, 0.9);
  });
  it('is null where nothing was measured', () => assert.equal(tasksBetween(null, null, 8_000), null));
  it('takes connections and memory at their highest, locks on average', () => {
    const store = { name: 'postgres-1', service: 'postgres' as const, connectionLimit: 20, usedMb: 9, limitMb: null };
    const dyno = { name: 'web.1', type: 'web', isUp: true, load: 0.1, memoryQuotaMb: 512 };
    const look = (atMs: number, [connections = 0, waiting = 0, memoryMb = 0]: readonly number[]): Look => ({
      atMs,
      processorMs: null,
      dynos: [{ ...dyno, memoryMb }],
      stores: [{ ...store, connections, waiting, active: 1 }],
      cache: { served: atMs, missed: 0 },
    });
    const seen = evidenceOf([look(0, [4, 0, 80]), look(2_000, [20, 4, 120]), look(4_000, [9, 2, 100])], { H11: 2 });
    assert.deepEqual([seen.stores[0]?.connections, seen.stores[0]?.waiting, seen.memoryMb, seen.cacheHitShare], [20, 2, 120, 1]);
  });
  it('is of the rush alone where an event has one: a calm half hides nothing', () => {
    const dyno = { name: 'web.1', type: 'web', isUp: true, memoryMb: 80, memoryQuotaMb: 512 };
    const look = (atMs: number, [processorMs = 0, load = 0]: readonly number[]): Look => ({
      atMs,
      processorMs,
      dynos: [{ ...dyno, load }],
      stores: [],
      cache: null,
    });
    const rush = 1 - Math.exp(-10 / 60);
    const looks = [look(0, [0, 0]), look(10_000, [0, 0]), look(20_000, [19_800, rush]), look(30_000, [19_800, rush * Math.exp(-10 / 60)])];
    const [all, busiest] = [evidenceOf(looks, {}), evidenceOf(looks, {}, 10_000)];
    assert.deepEqual([all.busyProcessors, busiest.busyProcessors, busiest.load, busiest.totalLoad], [0.66, 1.98, 1, 1]);
    assert.ok((all.load ?? 1) < 0.4, `${all.load}`);
  });
});
