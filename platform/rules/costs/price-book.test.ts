import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shippedBooks } from '../../costs/shipped-books.ts';
import { priceOf, readPriceBook } from './price-book.ts';

const [seed] = shippedBooks();
assert.ok(seed);
const item = { kind: 'dyno', key: 'standard-1x', monthly: 25_000_000 };
const book = { id: 'ours', currency: 'EUR', shipped: '2026-11-26', month: { days: 30 }, items: [item] };

describe('a price book', () => {
  it('knows a plan by every name it goes by', () => {
    for (const key of ['redislabs:100', 'rediscloud:100', 'redis:rediscloud-100', 'RedisLabs:100'])
      assert.equal(priceOf(seed, { kind: 'addon', key })?.title, 'Redis Labs 100MB');
    assert.equal(priceOf(seed, { kind: 'addon', key: 'heroku-postgresql:hobby-basic' })?.monthlyMicro, 9_000_000);
  });
  it('answers for what other books call otherwise, and for nothing that it does not know', () => {
    assert.equal(priceOf(seed, { kind: 'dyno', key: 'basic' })?.key, 'hobby');
    assert.equal(priceOf(seed, { kind: 'dyno', key: 'performance-2xl' }), null);
  });
  it('counts 720 hours to the month', () => {
    const read = readPriceBook({ ...book, items: [{ kind: 'machine', key: 'host', hourly: 5_000 }] });
    assert.equal(read.ok && read.book.items[0]?.monthlyMicro, 3_600_000);
  });

  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['an id with blanks', { ...book, id: 'My prices' }, 'id must be 2 to 40 lower-case letters, digits and hyphens.'],
    ['a currency in words', { ...book, currency: 'euro' }, 'currency must be three letters, such as USD.'],
    ['months of 31 days', { ...book, month: { days: 31 } }, 'month.days must be 30.'],
    ['no prices', { ...book, items: [] }, 'items must have a price.'],
    [
      'a price in dollars',
      { ...book, items: [{ ...item, monthly: 25.5 }] },
      'items.0.monthly must be a whole number of micro-units from 0 to 1000000000000.',
    ],
    ['two prices at once', { ...book, items: [{ ...item, hourly: 1 }] }, 'items.0 needs one price, either monthly or hourly.'],
    ['one thing twice', { ...book, items: [item, item] }, 'The price book has two prices for dyno "standard-1x".'],
  ];
  for (const [what, value, fault] of wrong)
    it(`is refused with one sentence: ${what}`, () => assert.deepEqual(readPriceBook(value), { ok: false, fault }));
});
