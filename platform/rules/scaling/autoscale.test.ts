import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { TrafficSummary } from '../traffic-summary.ts';
import { decideScaling } from './autoscale.ts';
import type { AutoscaleRule, ScalingView } from './autoscale.ts';
import { freshMemory, noticed, windowSeconds } from './scaling-memory.ts';
import type { ScalingMemory } from './scaling-memory.ts';

const rule: AutoscaleRule = { min: 1, max: 5, p95Ms: 500 };
const quiet: TrafficSummary = {
  seconds: 60,
  requests: 300,
  ok: 300,
  failed: 0,
  failedByRouter: 0,
  failedByApp: 0,
  failedPercent: 0,
  p50: 40,
  p95: 45,
  p99: 50,
  max: 60,
  queueP95: 0.1,
  perSecond: 5,
  busySlots: 0.2,
  codes: {},
};
const nowMs = 10_000_000;
const ago = (seconds: number): number => nowMs - seconds * 1000;

interface Given extends Partial<Omit<ScalingView, 'traffic'>> {
  readonly traffic?: Partial<TrafficSummary>;
}

const viewOf = ({ traffic, ...rest }: Given): ScalingView => {
  const quantity = rest.quantity ?? 2;
  const limits = { elsewhere: null, caps: [] };
  return { nowMs, quantity, up: quantity, slots: 1, floor: 0, limits, ...rest, traffic: { ...quiet, ...traffic } };
};
const decide = (given: Given, memory: Partial<ScalingMemory> = {}) => decideScaling(rule, viewOf(given), { ...freshMemory, ...memory });

const slow = { p95: 1240, queueP95: 900, busySlots: 2, requests: 600 };

interface Case {
  readonly it: string;
  readonly given: Given;
  readonly memory?: Partial<ScalingMemory>;
  readonly expect: number;
  readonly kind: string;
  readonly says?: RegExp;
}

const cases: readonly Case[] = [
  { it: 'adds as many as the load needs when pages are slow', given: { traffic: slow }, expect: 4, kind: 'up', says: /p95 is 1,240 ms/ },
  { it: 'adds when requests wait in line', given: { traffic: { queueP95: 140 } }, expect: 3, kind: 'up', says: /wait 140 ms in line/ },
  { it: 'adds when nearly all slots are busy', given: { traffic: { busySlots: 1.7 } }, expect: 3, kind: 'up', says: /1.7 of 2 slots/ },
  { it: 'adds when the queue was full', given: { traffic: { codes: { H11: 3 } } }, expect: 3, kind: 'up', says: /3 requests turned away/ },
  { it: 'at most doubles in one step', given: { quantity: 2, traffic: { ...slow, busySlots: 9 } }, expect: 4, kind: 'up' },
  { it: 'never passes the maximum', given: { quantity: 4, traffic: { ...slow, busySlots: 4 } }, expect: 5, kind: 'up' },
  { it: 'says so when it is at the maximum', given: { quantity: 5, traffic: slow }, expect: 5, kind: 'at max', says: /5 is the maximum/ },
  { it: 'comes up to the minimum', given: { quantity: 1, floor: 2 }, expect: 2, kind: 'bounds' },
  {
    it: 'starts none where somebody turned all off',
    given: { quantity: 0, traffic: slow },
    expect: 0,
    kind: 'waiting',
    says: /turned it off/,
  },
  { it: 'does not judge by fewer than 20 requests', given: { traffic: { ...slow, requests: 19 } }, expect: 2, kind: 'steady' },
  { it: 'does not judge by fewer than 5 seconds', given: { traffic: { ...slow, seconds: 4 } }, expect: 2, kind: 'blind' },
  {
    it: 'waits until those it added are up',
    given: { quantity: 4, up: 2, traffic: slow },
    memory: { lastUpMs: ago(20) },
    expect: 4,
    kind: 'waiting',
    says: /2 dynos still start/,
  },
  { it: '… a minute at most', given: { quantity: 3, up: 2, traffic: slow }, memory: { lastUpMs: ago(60) }, expect: 5, kind: 'up' },
  { it: 'removes one after five calm minutes', given: { quantity: 4 }, memory: { calmSinceMs: ago(300) }, expect: 3, kind: 'down' },
  {
    it: '… and says how long it will wait',
    given: { quantity: 4 },
    memory: { calmSinceMs: ago(180) },
    expect: 4,
    kind: 'waiting',
    says: /lasts 120 s more/,
  },
  {
    it: 'removes one a minute',
    given: { quantity: 4 },
    memory: { calmSinceMs: ago(400), lastDownMs: ago(59) },
    expect: 4,
    kind: 'waiting',
  },
  {
    it: 'removes none within three minutes after it added some',
    given: { quantity: 4 },
    memory: { calmSinceMs: ago(400), lastUpMs: ago(179) },
    expect: 4,
    kind: 'waiting',
  },
  {
    it: 'keeps those that would be half busy with one less',
    given: { quantity: 4, traffic: { busySlots: 1.6 } },
    memory: { calmSinceMs: ago(400) },
    expect: 4,
    kind: 'steady',
  },
  {
    it: 'goes down when nobody comes',
    given: { traffic: { requests: 0, p95: null, queueP95: null, busySlots: 0 } },
    memory: { calmSinceMs: ago(300) },
    expect: 1,
    kind: 'down',
  },
  { it: 'never goes below the minimum', given: { quantity: 1 }, memory: { calmSinceMs: ago(900) }, expect: 1, kind: 'steady' },
  { it: 'never goes below a schedule', given: { quantity: 3, floor: 3 }, memory: { calmSinceMs: ago(900) }, expect: 3, kind: 'steady' },
  { it: 'comes up to a schedule', given: { quantity: 3, floor: 8 }, expect: 8, kind: 'bounds', says: /at least 8/ },
  {
    it: 'adds nothing where the database is what people wait for',
    given: { traffic: slow, limits: { elsewhere: '3 statements wait for locks', caps: [] } },
    expect: 2,
    kind: 'inhibited',
    says: /but 3 statements wait for locks/,
  },
  {
    it: 'adds no more than there are connections for',
    given: { traffic: slow, limits: { elsewhere: null, caps: [{ most: 3, why: 'the plan has 20 connections', finding: 'F07' }] } },
    expect: 3,
    kind: 'up',
  },
  {
    it: 'adds none when the machine is full',
    given: { traffic: slow, limits: { elsewhere: null, caps: [{ most: 2, why: 'the machine is full', finding: 'F17' }] } },
    expect: 2,
    kind: 'capped',
    says: /the machine is full/,
  },
  {
    it: 'steps back when three steps did not help',
    given: { quantity: 4, traffic: slow },
    memory: { lastUpMs: ago(70), p95AtUp: 1250, fruitless: 2 },
    expect: 3,
    kind: 'step back',
    says: /three steps up did not help/,
  },
  { it: '… and adds nothing for ten minutes', given: { traffic: slow }, memory: { heldUntilMs: nowMs + 1 }, expect: 2, kind: 'inhibited' },
  {
    it: 'goes on while steps help',
    given: { quantity: 4, traffic: slow },
    memory: { lastUpMs: ago(70), p95AtUp: 2000, fruitless: 2 },
    expect: 5,
    kind: 'up',
  },
];

describe('the autoscaler', () => {
  for (const c of cases)
    it(c.it, () => {
      const { quantity, kind, words } = decide(c.given, c.memory);
      assert.deepEqual({ quantity, kind }, { quantity: c.expect, kind: c.kind }, words);
      if (c.says !== undefined) assert.match(words, c.says);
    });

  it('names the finding that a refusal is', () => {
    assert.equal(decide({ traffic: slow, limits: { elsewhere: 'locks', caps: [] } }).finding, 'F03');
    assert.equal(decide({ traffic: slow, limits: { elsewhere: null, caps: [{ most: 1, why: 'full', finding: 'F17' }] } }).finding, 'F17');
  });
});

describe('what the autoscaler looks at', () => {
  const after = (memory: Partial<ScalingMemory>): number => windowSeconds({ ...freshMemory, ...memory }, nowMs);

  it('is the last minute', () => assert.equal(after({}), 60));

  it('is nothing while dynos that were added start, and what came since they are up', () => {
    const { memory } = decide({ traffic: slow });
    assert.equal(windowSeconds(memory, nowMs + 20_000), 0);
    const up = noticed(memory, { nowMs: nowMs + 20_000, quantity: 4, up: 4 });
    assert.equal(windowSeconds(up, nowMs + 35_000), 15);
  });

  it('waits a minute at most for those that never come up', () => {
    const { memory } = decide({ traffic: slow });
    assert.equal(windowSeconds(noticed(memory, { nowMs: nowMs + 80_000, quantity: 4, up: 2 }), nowMs + 80_000), 20);
  });

  it('begins anew after a change by somebody else, which counts as its own', () => {
    const memory = noticed({ ...freshMemory, quantity: 2, calmSinceMs: ago(600) }, { nowMs, quantity: 6, up: 6 });
    assert.equal(windowSeconds(memory, nowMs + 12_000), 12);
    assert.equal(memory.lastUpMs, nowMs);
    assert.equal(memory.calmSinceMs, null);
  });
});

const anyTraffic = fc.record({
  seconds: fc.integer({ min: 0, max: 60 }),
  requests: fc.integer({ min: 0, max: 10_000 }),
  p95: fc.option(fc.integer({ min: 1, max: 30_000 })),
  queueP95: fc.option(fc.integer({ min: 0, max: 30_000 })),
  busySlots: fc.double({ min: 0, max: 500, noNaN: true }),
});
const anyDay = fc.record({
  quantity: fc.integer({ min: 1, max: 12 }),
  seen: fc.array(anyTraffic, { minLength: 1, maxLength: 200 }),
});

/** Decides every 10 s over what is seen, every added dyno up at once; what ran after each. */
function day({ quantity: first, seen }: { readonly quantity: number; readonly seen: readonly Partial<TrafficSummary>[] }): number[] {
  let memory = freshMemory;
  let quantity = first;
  return seen.map((traffic, tick) => {
    const decision = decideScaling(rule, viewOf({ nowMs: tick * 10_000, quantity, traffic }), memory);
    ({ memory, quantity } = decision);
    return quantity;
  });
}

describe('whatever happens, the autoscaler', () => {
  const holds = (law: (quantities: readonly number[]) => boolean): void => fc.assert(fc.property(anyDay, (given) => law(day(given))));

  it('stays between minimum and maximum', () => holds((all) => all.every((quantity) => quantity >= rule.min && quantity <= rule.max)));

  it('takes away one at a time, and none within a minute after another', () =>
    holds((all) => {
      const downs = all.flatMap((quantity, tick) => (quantity < (all[tick - 1] ?? quantity) ? [tick] : []));
      const single = downs.every((tick) => (all[tick - 1] ?? 0) - (all[tick] ?? 0) === 1);
      return single && downs.every((tick, i) => i === 0 || tick - (downs[i - 1] ?? 0) >= 6);
    }));

  it('at most doubles in a step', () =>
    holds((all) => all.every((quantity, tick) => tick === 0 || quantity <= 2 * Math.max(1, all[tick - 1] ?? quantity))));

  it('takes none away within three minutes after it added some, but to step back', () =>
    fc.assert(
      fc.property(anyTraffic, fc.integer({ min: 2, max: 5 }), (traffic, quantity) => {
        const decision = decide({ quantity, traffic }, { lastUpMs: ago(100), calmSinceMs: ago(1000) });
        return decision.quantity >= quantity || decision.kind === 'step back';
      }),
    ));
});
