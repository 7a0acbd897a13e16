import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shippedBooks } from '../../costs/shipped-books.ts';
import { forgotten, type AfterEvent } from './forgotten.ts';
import { moneyText } from './money-text.ts';

const [book] = shippedBooks();
assert.ok(book);
const hour = 3600;
const after: AfterEvent = {
  live: [{ fromS: 0, toS: 10 * hour }],
  base: { web: { quantity: 1, size: 'hobby' } },
  present: { web: { quantity: 3, size: 'standard-1x' }, worker: { quantity: 0, size: 'hobby' } },
  book,
  nowS: 12 * hour,
};

describe('forgotten after an event (F18)', () => {
  it('are dynos above what ran before it, two hours later, with the dollars that they cost a day', () => {
    const found = forgotten(after);
    assert.deepEqual(found?.types, [{ type: 'web', quantity: 1, was: 3 }]);
    assert.equal(moneyText(found.perDayMicro, { currency: 'USD', places: 2 }), '$2.27'); // 3 × 25/30 − 7/30
  });
  it('is nothing before two hours are over', () => assert.equal(forgotten({ ...after, nowS: 12 * hour - 1 }), null));
  it('is nothing when as many run as before', () =>
    assert.equal(forgotten({ ...after, present: { web: { quantity: 1, size: 'standard-1x' } } }), null));
  it('is nothing without an event', () => assert.equal(forgotten({ ...after, live: [] }), null));
});
