import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { scaleApp } from '../control/app-operations.ts';
import type { PlanWish } from '../control/cost-verbs.ts';
import type { Operations } from '../control/operations.ts';
import { charges, costBy } from '../rules/costs/charges.ts';
import { compare, zero } from '../rules/costs/exact.ts';
import { readyPlan, readyPlans } from '../rules/costs/plans/ready-plans.ts';
import { ledgerCost, replayCost } from '../rules/costs/replay.ts';
import { keepSchedules } from '../scaling/keep-schedules.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { estimateBy, planFrom } from './estimate-plan.ts';
import { meter } from './meter.ts';
import { shippedBooks } from './shipped-books.ts';

const start = Date.parse('2026-06-30T12:00:00Z');
let house: SimulatedControl;
let ann: Operations;

beforeEach(async () => {
  house = new SimulatedControl(start);
  ({ ann } = house);
  const app = house.addApp('tab', { web: 'node server.js', worker: 'node worker.js' });
  for (const [service, plan] of [
    ['postgres', 'hobby-dev'],
    ['redis', 'hobby-dev'],
  ] as const) {
    const facts = {
      name: `${service}-1`,
      appId: app.id,
      service,
      plan,
      configVar: `${service}_URL`,
      password: '',
      settings: {},
      createdAtMs: start,
    };
    house.control.store.addons.create(facts);
    house.control.store.addons.setState(facts.name, 'available');
  }
  await ann.chooseBook('seed-2019');
});
afterEach(() => house.close());

const regional = readyPlan('regional')?.file;
const wish: PlanWish = { plan: regional, start: '2026-07-01', timezone: 'UTC', dryRun: false };

describe('a plan that runs itself (ALR-23)', () => {
  it('shows its calendar with the money of each day, and makes nothing in a dry run', async () => {
    const shown = await ann.applyPlan('tab', { ...wish, dryRun: true });
    assert.equal(shown.totalMicro, 14_069_444);
    assert.deepEqual(shown.days.length, 14);
    assert.deepEqual(
      [shown.days[0], shown.days[7]].map((day) => [day?.date, day?.entries.length, day?.amountMicro]),
      [
        ['2026-07-01', 2, 533_333],
        ['2026-07-08', 4, 3_411_111],
      ],
    );
    assert.deepEqual(await ann.schedules('tab'), []);
    assert.deepEqual(await ann.plannedEvents('tab'), []);
  });
  for (const { id, file } of readyPlans)
    it(`the ready plan ${id} can be applied as it is`, async () => {
      assert.equal((await ann.applyPlan('tab', { ...wish, plan: file, dryRun: true })).isApplied, false);
    });
  it('makes no add-on: one that is not there is asked for in one sentence', async () => {
    house.addApp('lab', { web: 'node server.js' });
    const refused = ann.applyPlan('lab', { ...wish, dryRun: true });
    await assert.rejects(refused, /Line 1 of the plan wants postgres:hobby-basic, and lab has no postgres add-on/);
  });
  it('becomes schedules together, and is taken away together', async () => {
    await ann.applyPlan('tab', { ...wish, name: 'australs' });
    assert.equal((await ann.schedules('tab')).length, 5);
    await assert.rejects(ann.applyPlan('tab', { ...wish, name: 'australs' }), /already/);
    await ann.unapplyPlan('tab', 'australs');
    assert.deepEqual(await ann.schedules('tab'), []);
    await assert.rejects(ann.unapplyPlan('tab', 'australs'), /no event "australs"/);
  });

  it('after fourteen days the ledger equals the estimate line by line, the autoscaled line by its average', async () => {
    await ann.applyPlan('tab', wish);
    for (let hour = Date.parse('2026-07-01T00:00:00Z'); hour <= Date.parse('2026-07-15T01:00:00Z'); hour += 1_800_000) {
      house.clock.advance(hour - house.clock.nowMs());
      await keepSchedules(house.control);
      followAddons(new Date(hour).toISOString());
      followLoad(new Date(hour).toISOString());
    }
    const { store } = house.control;
    const period = { fromS: start / 1000, toS: house.clock.nowMs() / 1000 };
    const intervals = store.ledger.within(period);
    const byKey = costBy(charges(intervals, period), ({ interval }) => interval.key);
    const estimate = estimateBy(planFrom(regional), shippedBooks());
    const keys = ['postgres:hobby-basic', 'hobby', 'redis:rediscloud-100', 'standard-1x', 'performance-m'];
    for (const [at, key] of keys.entries()) {
      const line = estimate.lines[at];
      assert.ok(line);
      assert.equal(
        compare(byKey.get(key) ?? zero, line.cost.likely),
        0,
        `${key}: ${JSON.stringify(intervals.filter((each) => each.key === key))}`,
      );
    }
    assert.equal(compare(ledgerCost(intervals, period.toS), replayCost(store.ledger.usage(), period.toS)), 0);
  });
});

/** The servers of the add-ons do not run here: what an upgrade of a running one records is recorded. */
function followAddons(now: string): void {
  const { store } = house.control;
  const day = now.slice(0, 10);
  const isWithin = (first: string, last: string): boolean => day >= first && day < last;
  store.transaction(() => {
    store.addons.setPlan('postgres-1', isWithin('2026-07-01', '2026-07-15') ? 'hobby-basic' : 'hobby-dev');
    store.addons.setPlan('redis-1', isWithin('2026-07-08', '2026-07-15') ? 'rediscloud-100' : 'hobby-dev');
    meter(house.control, 'plan changed');
  });
}

/** What the autoscaler might do in its hour: three, then seven. */
function followLoad(now: string): void {
  const web = { '2026-07-08T08:00:00.000Z': 3, '2026-07-08T08:30:00.000Z': 7 }[now];
  if (web !== undefined) scaleApp(house.control, house.app('tab'), { wish: { web }, actor: 'autoscaler' });
}
