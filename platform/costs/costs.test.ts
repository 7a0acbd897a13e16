import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Operations } from '../control/operations.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { beat, resumeMeter } from './meter.ts';

let house: SimulatedControl;
let ann: Operations;

beforeEach(async () => {
  house = new SimulatedControl(Date.parse('2026-09-01T00:00:00Z'));
  ({ ann } = house);
  for (const name of ['tab', 'lab']) house.addApp(name, { web: 'node server.js' });
  resumeMeter(house.control);
});
afterEach(() => house.close());

describe('costs', () => {
  it('are summed by app, kind and day, with what runs now and what the month will come to', async () => {
    await ann.scale('tab', { web: 2 });
    house.passTo('2026-09-02T12:00:00Z');
    await ann.scale('lab', { web: 1 });
    house.passTo('2026-09-03T00:00:00Z');
    const { totalMicro, byApp, byKind, byDay, lines, perHourMicro, monthMicro, forecastMicro, currency, isConfirmed } = await ann.costs({});
    assert.deepEqual(
      { totalMicro, perHourMicro, monthMicro, currency, isConfirmed },
      { totalMicro: 3_750_000, perHourMicro: 104_167, monthMicro: 3_750_000, currency: 'USD', isConfirmed: false },
    );
    assert.equal(forecastMicro, 3_750_000 + 28 * 3 * 833_333 + 28); // 30 days in September: 28 are left
    assert.deepEqual(byApp, [
      { name: 'tab', amountMicro: 3_333_333 },
      { name: 'lab', amountMicro: 416_667 },
    ]);
    assert.deepEqual(byKind, [{ name: 'dyno', amountMicro: 3_750_000 }]);
    assert.deepEqual(byDay, [
      { name: '2026-09-01', amountMicro: 1_666_667 },
      { name: '2026-09-02', amountMicro: 2_083_333 },
    ]);
    assert.deepEqual(lines[0], {
      app: 'tab',
      kind: 'dyno',
      key: 'standard-1x',
      unitSeconds: 345_600,
      amountMicro: 3_333_333,
      isUnpriced: false,
    });
    assert.equal((await ann.costs({ app: 'lab' })).totalMicro, 416_667);
    assert.equal((await ann.costs({ from: '2026-09-01', to: '2026-09-01' })).totalMicro, 1_666_667);
  });
  it('refuses days that are none', async () => {
    await assert.rejects(ann.costs({ from: 'May' }), /"May" is no day/);
    await assert.rejects(ann.costs({ from: '2026-09-02', to: '2026-09-01' }), /later than/);
  });
  it('shows the ledger, newest first, and that it is whole', async () => {
    await ann.scale('tab', { web: 2 });
    beat(house.control);
    house.passTo('2026-09-01T01:00:00Z');
    await ann.scale('tab', { web: 1 });
    const lines = (await ann.ledger({ limit: 10 })).map(({ quantity: of, start, end, cause }) => [of, start, end, cause]);
    assert.deepEqual(lines, [
      [1, '2026-09-01T01:00:00Z', null, 'scaled by ann'],
      [2, '2026-09-01T00:00:00Z', '2026-09-01T01:00:00Z', 'scaled by ann'],
    ]);
    assert.deepEqual(await ann.checkLedger(), { isWhole: true, intervals: 2, ledgerMicro: 69_444, replayMicro: 69_444 });
  });
  it('of what nobody has a price for are nothing, and it is said so', async () => {
    await ann.scale('tab', { web: { quantity: 1, size: 'custom:768' } });
    house.passTo('2026-09-01T01:00:00Z');
    assert.deepEqual(
      (await ann.costs({})).lines.map(({ key, isUnpriced }) => [key, isUnpriced]),
      [['custom:768', true]],
    );
  });
});

describe('price books', () => {
  it('that are changed count from then on', async () => {
    await ann.scale('tab', { web: 1 });
    house.passTo('2026-09-02T00:00:00Z');
    const heroku = (await ann.priceBooks()).find(({ isMeter }) => isMeter);
    assert.ok(heroku);
    const items = [{ kind: 'dyno', key: 'standard-1x', monthly: 50_000_000 }];
    const changed = await ann.setPriceBook({ ...heroku.document, items });
    assert.deepEqual([changed.isMeter, changed.isConfirmed, changed.actor], [true, true, 'ann']);
    house.passTo('2026-09-03T00:00:00Z');
    assert.equal((await ann.costs({})).totalMicro, 2_500_000); // 25 and 50 a month, a day each
    assert.equal((await ann.ledger({ limit: 10 })).length, 2);
  });
  it('are confirmed by somebody who has looked', async () => {
    assert.equal((await ann.confirmPrices('seed-2019')).isConfirmed, true);
    await assert.rejects(ann.confirmPrices('nowhere'), /no price book "nowhere"/);
  });
  it('of a machine stand beside the meter: two sums that are never one', async () => {
    assert.equal((await ann.costs({})).machineMicro, null);
    await ann.scale('tab', { web: 1 });
    const machine = (await ann.priceBooks()).find(({ document }) => document['id'] === 'my-machine');
    await ann.setPriceBook({ ...machine?.document, items: [{ kind: 'machine', key: 'host', hourly: 10_000 }] });
    house.passTo('2026-09-01T10:00:00Z');
    const { totalMicro, machineMicro } = await ann.costs({});
    assert.deepEqual({ totalMicro, machineMicro }, { totalMicro: 347_222, machineMicro: 100_000 });
    for (const [name, load] of [
      ['tab', 0.3],
      ['lab', 0.1],
    ] as const)
      house.control.trafficBook.takeReadings(name, { 'web.1/load': load, 'web.1/memory': 100 });
    house.passTo('2026-09-01T10:00:01Z');
    assert.deepEqual((await ann.costs({})).machineByApp, [
      { name: 'tab', amountMicro: 62_502 },
      { name: 'lab', amountMicro: 37_501 },
    ]);
    await assert.rejects(ann.chooseBook('my-machine'), /never instead of it/);
  });
  it('in another currency are refused once the ledger has begun', async () => {
    await ann.scale('tab', { web: 1 });
    const [book] = await ann.priceBooks();
    await ann.setPriceBook({ ...book?.document, id: 'ours', currency: 'EUR' });
    await assert.rejects(ann.chooseBook('ours'), /counts in USD/);
  });
});
