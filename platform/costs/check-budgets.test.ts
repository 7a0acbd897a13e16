import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { BudgetWish } from '../control/cost-verbs.ts';
import type { Operations } from '../control/operations.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { checkBudgets } from './check-budgets.ts';
import { resumeMeter } from './meter.ts';

let house: SimulatedControl;
let ann: Operations;

beforeEach(async () => {
  house = new SimulatedControl(Date.parse('2026-09-01T00:00:00Z'));
  ({ ann } = house);
  for (const name of ['tab', 'lab']) house.addApp(name, { web: 'node server.js' });
  resumeMeter(house.control);
});
afterEach(() => house.close());

const quantity = async (app: string): Promise<number | undefined> => (await ann.formation(app))[0]?.quantity;

describe('budgets', () => {
  const set = (wish: Partial<BudgetWish>) => ann.setBudget({ name: 'september', amountMicro: 1_000_000, ...wish });
  const told = async (): Promise<readonly string[]> =>
    (await ann.events('tab', { limit: 20 })).filter(({ actor }) => actor === 'budget').map(({ text }) => text);

  it('tell of each threshold once, also after a restart', async () => {
    await set({ app: 'tab' });
    await ann.scale('tab', { web: 1 });
    house.passTo('2026-09-01T15:00:00Z');
    checkBudgets(house.control);
    house.restart();
    ({ ann } = house);
    checkBudgets(house.control);
    assert.deepEqual(await told(), ['Budget september: 52 % spent, $0.52 of $1.00']);
  });
  it('that are spent may refuse more dynos, and let go with the new month', async () => {
    await set({ action: 'freeze-up' });
    await ann.scale('tab', { web: 2 });
    house.passTo('2026-09-02T00:00:00Z');
    await assert.rejects(ann.scale('tab', { web: 3 }), /budget september is spent/);
    await ann.scale('tab', { web: 1 });
    house.passTo('2026-10-01T00:00:00Z');
    await ann.scale('tab', { web: 2 });
  });
  it('that are spent may scale down to one of each', async () => {
    await set({ action: 'scale-to-floor', app: 'tab' });
    await ann.scale('tab', { web: 5 });
    await ann.scale('lab', { web: 5 });
    house.passTo('2026-09-02T00:00:00Z');
    checkBudgets(house.control);
    assert.deepEqual([await quantity('tab'), await quantity('lab')], [1, 5]);
  });
  it('that are spent may stop the app, which costs nothing then and runs again as it was when the budget is raised', async () => {
    await set({ action: 'stop', app: 'tab' });
    await ann.scale('tab', { web: 5 });
    house.passTo('2026-09-02T00:00:00Z');
    checkBudgets(house.control);
    assert.deepEqual([(await ann.app('tab')).state, await quantity('tab'), (await ann.costs({})).perHourMicro], ['stopped', 5, 0]);
    house.restart();
    ({ ann } = house);
    assert.equal((await ann.app('tab')).state, 'stopped');
    await set({ action: 'stop', app: 'tab', amountMicro: 100_000_000 });
    assert.equal((await ann.costs({})).perHourMicro, 5 * 34_722 + 1); // 25 a month each
    assert.deepEqual((await told()).slice(0, 2), ['Runs again: the budget september allows it', 'Stopped: the budget september is spent']);
    assert.equal((await ann.checkLedger()).isWhole, true);
  });
  it('that stop an app let it go with the new month, or when they are taken away', async () => {
    await set({ action: 'stop' });
    await ann.scale('tab', { web: 5 });
    house.passTo('2026-09-02T00:00:00Z');
    checkBudgets(house.control);
    house.passTo('2026-10-01T00:00:00Z');
    checkBudgets(house.control);
    assert.notEqual((await ann.app('tab')).state, 'stopped');
    house.passTo('2026-10-02T00:00:00Z');
    checkBudgets(house.control);
    assert.equal((await ann.app('tab')).state, 'stopped');
    await ann.removeBudget('september');
    assert.notEqual((await ann.app('tab')).state, 'stopped');
  });
  it('cut nothing while an event is on, unless they are told to', async () => {
    const plan = { lines: [{ kind: 'dyno', key: 'standard-1x', qty: 5, hours: 10, from: '09:00' }] };
    await ann.applyPlan('tab', { plan, start: '2026-09-02', timezone: 'UTC', dryRun: false });
    await set({ action: 'stop', app: 'tab' });
    await ann.scale('tab', { web: 5 });
    house.passTo('2026-09-02T12:00:00Z');
    checkBudgets(house.control);
    assert.notEqual((await ann.app('tab')).state, 'stopped');
    assert.match((await told()).join(), /nothing is cut while an event is on/);
    await set({ action: 'stop', app: 'tab', evenLive: true });
    assert.equal((await ann.app('tab')).state, 'stopped');
  });
  it('are one incident each, told again at 80 and at 100 %, and over when they are raised', async () => {
    const incidents = async () => (await ann.incidents('tab')).map(({ isOpen, severity, facts }) => [isOpen, severity, facts[0]?.text]);
    await set({ app: 'tab' });
    await ann.scale('tab', { web: 1 });
    for (const [time, severity, text] of [
      ['2026-09-01T15:00:00Z', 'info', 'Budget september: 52 % spent, $0.52 of $1.00'],
      ['2026-09-02T00:00:00Z', 'warning', 'Budget september: 83 % spent, $0.83 of $1.00'],
      ['2026-09-02T05:00:00Z', 'critical', 'Budget september: 100 % spent, $1.01 of $1.00'],
    ] as const) {
      house.passTo(time);
      checkBudgets(house.control);
      assert.deepEqual(
        (await incidents()).filter(([, , words]) => /spent/.test(String(words))),
        [[true, severity, text]],
      );
    }
    await set({ app: 'tab', amountMicro: 1_000_000_000 });
    assert.deepEqual(
      (await incidents()).map(([isOpen]) => isOpen),
      [false, false],
    );
  });
  it('foresee what a plan in the calendar will cost', async () => {
    const plan = { lines: [{ kind: 'dyno', key: 'performance-m', qty: 10, hours: 1, day: 20 }] };
    await ann.applyPlan('tab', { plan, start: '2026-09-01', timezone: 'UTC', dryRun: false });
    const budget = await set({ app: 'tab' });
    assert.equal(budget.forecastMicro, 3_472_222);
    checkBudgets(house.control);
    assert.deepEqual(await told(), ['Budget september: $3.47 are to be expected, and $1.00 are allowed']);
  });
  it('are refused when they say nothing', async () => {
    await assert.rejects(set({ amountMicro: 0 }), /above 0/);
    await assert.rejects(set({ name: '<b>' }), /cannot be the name/);
    await assert.rejects(set({ from: '2026-09-05' }), /first and its last day/);
    await assert.rejects(set({ app: 'nobody' }), /no app "nobody"/);
    await assert.rejects(ann.removeBudget('september'), /no budget "september"/);
  });
});
