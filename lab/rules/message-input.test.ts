import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field } from '../game/fields.ts';
import { specsOf } from '../game/schema.ts';
import { readMessage } from './message-input.ts';

const specs = specsOf('the message', {
  price: field.int({ min: 0, max: 100, label: 'Your price' }),
  units: field.int({ min: 1, initial: 1 }),
  side: field.choice({ buy: 'Buy', sell: 'Sell' }),
  note: field.text().optional(),
});
const rounding = { moneyPlaces: 2 };
const read = (data: unknown) => readMessage(data, specs, rounding);

const right = { price: 50, units: 2, side: 'buy', note: 'now' };
const refused = [
  { it: 'a field that is missing', data: { side: 'buy' }, reason: 'Your price must be between 0 and 100.' },
  { it: 'a number that is too large', data: { ...right, price: 101 }, reason: 'Your price must be between 0 and 100.' },
  { it: 'a number that is too small', data: { ...right, units: 0 }, reason: 'units must be at least 1.' },
  { it: 'text in place of a number', data: { ...right, price: 'much' }, reason: 'Your price must be between 0 and 100.' },
  { it: 'what is not among the choices', data: { ...right, side: 'steal' }, reason: 'side must be one of the choices.' },
  { it: 'an object in place of text', data: { ...right, note: {} }, reason: 'note is missing or of another kind.' },
  { it: 'a list', data: [50], reason: 'A message carries an object.' },
  { it: 'text alone', data: 'buy', reason: 'A message carries an object.' },
  { it: 'nothing', data: null, reason: 'A message carries an object.' },
];

describe('what a handler gets of a message', () => {
  it('is every declared field', () => assert.deepEqual(read(right), { ok: true, payload: right }));

  it('is what a field starts with, or null where it may be empty, when the browser sends none', () =>
    assert.deepEqual(read({ price: 0, side: 'sell' }), { ok: true, payload: { price: 0, units: 1, side: 'sell', note: null } }));

  it('is nothing that is not declared', () =>
    assert.deepEqual(read({ ...right, role: 'admin', __proto__: { evil: true } }), { ok: true, payload: right }));

  it('is the object as it came where the game declares no fields', () =>
    assert.deepEqual(readMessage({ any: [1, 2] }, null, rounding), { ok: true, payload: { any: [1, 2] } }));
});

describe('a message is refused, and its handler does not run, for', () => {
  for (const { it: name, data, reason } of refused) it(name, () => assert.deepEqual(read(data), { ok: false, reason }));
});
