import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { charges, costBy, monthPeriod, totalOf } from './charges.ts';
import { compare, exact, sum } from './exact.ts';
import type { LedgerInterval } from './ledger-interval.ts';
import { moneyText } from './money-text.ts';
import { ledgerCost } from './replay.ts';

const at = (time: string): number => Date.parse(time) / 1000;
const web: LedgerInterval = {
  id: 1,
  resource: 'dyno:1:web',
  app: 'tab',
  kind: 'dyno',
  key: 'standard-1x',
  quantity: 1,
  version: 1,
  monthlyMicro: 25_000_000,
  capMicro: 25_000_000,
  startS: at('2026-03-01T00:00Z'),
  endS: null,
  driver: 'local',
  cause: 'scaled',
};
const text = (list: Parameters<typeof totalOf>[0]): string => moneyText(totalOf(list), { currency: 'USD', places: 6 });

describe('charges', () => {
  it('a day is a thirtieth of a month', () =>
    assert.equal(text(charges([web], { fromS: web.startS, toS: web.startS + 86_400 })), '$0.833333'));
  it('a month of 31 days costs a month, each dyno by itself', () => {
    const march = monthPeriod(web.startS);
    assert.equal(text(charges([{ ...web, quantity: 3 }], march)), '$75.000000');
  });
  it('the cap begins anew with each calendar month', () => {
    const period = { fromS: at('2026-03-01T00:00Z'), toS: at('2026-04-02T00:00Z') };
    assert.equal(text(charges([web], period)), '$25.833333');
  });
  it('what went before in the month counts towards the cap', () => {
    const lastDay = { fromS: at('2026-03-31T00:00Z'), toS: at('2026-04-01T00:00Z') };
    assert.equal(text(charges([web], lastDay)), '$0.000000');
  });
  it('a third dyno that came later is below its own cap still', () => {
    const two = { ...web, quantity: 2, endS: at('2026-03-21T00:00Z') };
    const three = { ...web, id: 2, quantity: 3, startS: at('2026-03-21T00:00Z'), endS: at('2026-04-01T00:00Z') };
    assert.equal(text(charges([two, three], monthPeriod(web.startS))), '$59.166667'); // 25 + 25 + 11 days
  });
  it('another price for the same time is another sum: at 10 a month from noon on', () => {
    const noon = at('2026-03-01T12:00Z');
    const list = [
      { ...web, endS: noon },
      { ...web, id: 2, startS: noon, monthlyMicro: 10_000_000 },
    ];
    assert.equal(text(charges(list, { fromS: web.startS, toS: web.startS + 86_400 })), '$0.583333');
  });
  it('what the price book does not know costs nothing', () =>
    assert.equal(text(charges([{ ...web, monthlyMicro: null, capMicro: null }], monthPeriod(web.startS))), '$0.000000'));
  it('adds up by day and by name', () => {
    const list = charges([web, { ...web, id: 2, resource: 'addon:pg', app: 'lab' }], { fromS: web.startS, toS: web.startS + 2 * 86_400 });
    assert.deepEqual([...costBy(list, ({ day }) => String((day - web.startS) / 86_400)).keys()], ['0', '1']);
    assert.deepEqual([...costBy(list, ({ interval }) => interval.app).keys()], ['tab', 'lab']);
  });

  const anInterval = fc
    .record({
      from: fc.integer({ min: 0, max: 2_000_000 }),
      length: fc.integer({ min: 1, max: 300_000 }),
      quantity: fc.integer({ min: 1, max: 5 }),
    })
    .map(({ from, length, quantity }): LedgerInterval => {
      const startS = web.startS + from;
      return { ...web, resource: `dyno:${from}:web`, quantity, startS, endS: startS + length };
    });

  it('wherever a period is cut, its parts cost what the whole does', () =>
    fc.assert(
      fc.property(fc.array(anInterval, { maxLength: 8 }), fc.integer({ min: 1, max: 2_500_000 }), (intervals, cut) => {
        const [from, to] = [web.startS, web.startS + 2_590_000];
        const whole = totalOf(charges(intervals, { fromS: from, toS: to }));
        const parts = [charges(intervals, { fromS: from, toS: from + cut }), charges(intervals, { fromS: from + cut, toS: to })];
        return compare(whole, sum(parts.map(totalOf))) === 0;
      }),
    ));
  it('without a cap in reach they are quantity × price × seconds', () =>
    fc.assert(
      fc.property(fc.array(anInterval, { maxLength: 8 }), (intervals) => {
        const toS = web.startS + 2_590_000;
        return compare(totalOf(charges(intervals, { fromS: web.startS, toS })), ledgerCost(intervals, toS)) === 0;
      }),
    ));
  it('nothing costs nothing', () => assert.deepEqual(totalOf([]), exact(0n)));
});
