import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { shippedBooks } from '../../costs/shipped-books.ts';
import { estimate, type Estimate } from './estimate.ts';
import { estimateText } from './estimate-text.ts';
import { readPlan } from './event-plan.ts';
import { compare } from './exact.ts';
import { aboutText, moneyText } from './money-text.ts';
import { readyPlan, readyPlans } from './plans/ready-plans.ts';

const golden = (name: string): string => readFileSync(join(import.meta.dirname, 'golden', name), 'utf8');

/** The estimate of a plan, or of what is wrong with it. */
function estimated(value: unknown, bookId = 'seed-2019'): Estimate | string {
  const read = readPlan(value);
  if (!read.ok) return read.fault;
  const book = shippedBooks().find(({ id }) => id === bookId);
  assert.ok(book);
  const answer = estimate(read.plan, book);
  return answer.ok ? answer.estimate : answer.fault;
}

function priced(value: unknown, bookId?: string): Estimate {
  const answer = estimated(value, bookId);
  assert.ok(typeof answer !== 'string', 'it can be priced');
  return answer;
}

const exactly = (one: Estimate): readonly string[] => one.lines.map(({ cost }) => moneyText(cost.likely, { currency: 'USD', places: 6 }));

describe('the table of the Australs (CST-04)', () => {
  const australs = priced(JSON.parse(golden('australs.plan.json')));

  it('is reproduced line by line, exactly', () => {
    assert.deepEqual(exactly(australs), ['$4.200000', '$1.633333', '$2.333333', '$4.166667', '$1.736111']);
    assert.equal(moneyText(australs.total.likely, { currency: 'USD', places: 6 }), '$14.069444');
  });
  it('is printed byte for byte', () => assert.equal(`${estimateText(australs).join('\n')}\n`, golden('australs.txt')));
  it('is the ready plan of a regional championship', () => {
    const regional = priced(readyPlan('regional')?.file);
    assert.equal(compare(regional.total.likely, australs.total.likely), 0);
  });
});

describe('figures that the guides say in passing', () => {
  const cases = [
    { it: '100 a month for 4 hours is "around $0.50"', monthly: 4, size: 'standard-1x', hours: 4, exact: '$0.555556', page: '~$1' },
    { it: 'ten performance-m for an hour is "only $4"', monthly: 10, size: 'performance-m', hours: 1, exact: '$3.472222', page: '~$3' },
  ];
  for (const c of cases)
    it(c.it, () => {
      const one = priced({ lines: [{ kind: 'dyno', key: c.size, qty: c.monthly, hours: c.hours }] });
      assert.equal(exactly(one)[0], c.exact);
      assert.equal(aboutText(one.total.likely, 'USD'), c.page);
      assert.ok(compare(one.total.likely, { over: 4_000_000n, under: 1n }) < 0, 'ours is not above what the page rounds up to');
    });
});

describe('an estimate', () => {
  const line = { kind: 'dyno', key: 'standard-1x', qty: 3, days: 4 };

  it('of an autoscaled line lies between its smallest and its largest number', () => {
    const { total } = priced({ lines: [{ kind: 'dyno', key: 'performance-m', qtyAverage: 5, hours: 1, autoscale: { min: 1, max: 10 } }] });
    const text = [total.low, total.likely, total.high].map((cost) => moneyText(cost, { currency: 'USD', places: 2 }));
    assert.deepEqual(text, ['$0.35', '$1.74', '$3.47']);
  });
  it('knows a plan under the names of other books', () => {
    const rented = priced({ lines: [{ kind: 'addon', key: 'rediscloud:100', qty: 1, days: 30 }] }, 'heroku-2025');
    assert.equal(rented.lines[0]?.title, 'Key-value premium-1');
  });
  it('by the price of a whole machine counts its days, whatever runs on it', () => {
    const [only, ...others] = priced({ lines: [line, { ...line, days: 7 }] }, 'my-machine').lines;
    assert.deepEqual(only?.time, { kind: 'days', days: 7 });
    assert.equal(others.length, 0);
  });
  it('grows with every day and every dyno', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 365 }), (qty, days) => {
        const cost = (change: object): Estimate['total']['likely'] => priced({ lines: [{ ...line, qty, days, ...change }] }).total.likely;
        return compare(cost({ days: days + 1 }), cost({})) > 0 && compare(cost({ qty: qty + 1 }), cost({})) > 0;
      }),
    ));

  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['no object', [], 'The plan is no JSON object.'],
    ['no lines', { lines: [] }, 'The plan must have 1 to 100 lines: {"kind": "dyno", "key": "standard-1x", "qty": 3, "days": 4}.'],
    ['a word of one’s own', { lines: [line], cost: 1 }, 'The plan has a field "cost" that means nothing.'],
    ['an unknown size', { lines: [{ ...line, key: 'giant' }] }, 'Line 1 of the plan: the price book seed-2019 has no dyno size "giant".'],
    [
      'an unknown plan',
      { lines: [{ ...line, kind: 'addon', key: 'postgres:x' }] },
      'Line 1 of the plan: the price book seed-2019 has no price for addon "postgres:x".',
    ],
    ['another currency', { currency: 'EUR', lines: [line] }, 'The plan counts in EUR, but the prices of seed-2019 are in USD.'],
    [
      'no quantity',
      {
        lines: [
          { ...line, qty: undefined, key: 'free' },
          { kind: 'dyno', key: 'free', days: 1 },
        ],
      },
      'Line 1 of the plan must say how many: either "qty" or, where a number goes up and down, "qtyAverage".',
    ],
    ['half a dyno', { lines: [{ ...line, qty: 1.5 }] }, 'Line 1 of the plan has the quantity 1.5: give a whole number from 1 to 100.'],
    ['too many dynos', { lines: [{ ...line, qty: 101 }] }, 'Line 1 of the plan has the quantity 101: give a whole number from 1 to 100.'],
    [
      'no time',
      { lines: [{ kind: 'dyno', key: 'free', qty: 1 }] },
      'Line 1 of the plan must say how long: "days", "hours", or "hoursPerDay" with "days".',
    ],
    ['years', { lines: [{ ...line, days: 9999 }] }, 'Line 1 of the plan lasts 9999 days: give a whole number from 1 to 366.'],
    [
      'hours and days',
      { lines: [{ ...line, hours: 3 }] },
      'Line 1 of the plan has "hours" and "days": for so many hours on each of several days write "hoursPerDay".',
    ],
    [
      'a day of 25 hours',
      { lines: [{ ...line, hoursPerDay: 25 }] },
      'Line 1 of the plan lasts 25 hours: give a number above 0, at most 24.',
    ],
    [
      'times that contradict',
      { lines: [{ ...line, hoursPerDay: 10, from: '09:00', to: '18:00' }] },
      'Line 1 of the plan lasts 10 hours, but from 09:00 to 18:00 it is 9.',
    ],
    ['no time of day', { lines: [{ ...line, from: '9 am' }] }, 'Line 1 of the plan has the time "9 am": write it as 09:00.'],
    [
      'bounds upside down',
      { lines: [{ kind: 'dyno', key: 'free', qtyAverage: 3, hours: 1, autoscale: { min: 5, max: 2 } }] },
      'Line 1 of the plan autoscales by {"min":5,"max":2}: give {"min": 1, "max": 10}, whole numbers up to 100.',
    ],
  ];
  for (const [what, plan, sentence] of wrong) it(`is refused with one sentence: ${what}`, () => assert.equal(estimated(plan), sentence));
});

describe('ready plans by size of event (CST-12)', () => {
  const totals = readyPlans.map(({ id, file }) => [id, moneyText(priced(file).total.likely, { currency: 'USD', places: 2 })]);

  it('cost from two dollars to a hundred and thirty', (t) =>
    t.assert.fileSnapshot(totals, join(import.meta.dirname, 'golden', 'ready-plans.json')));
  for (const { id, file, ...plan } of readyPlans)
    it(`${id} can be priced by every book, and its peaks fit its limits`, () => {
      for (const book of ['seed-2019', 'heroku-2025', 'my-machine']) priced(file, book);
      for (const bound of [plan.database, plan.cache, plan.live]) assert.ok(bound.expectedPeak <= bound.limit);
    });
});
