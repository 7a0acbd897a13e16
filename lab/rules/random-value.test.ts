import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { field } from '../game/fields.ts';
import { readMessage } from '../rules/message-input.ts';
import { randomValue } from './random-value.ts';

const fields = {
  int: field.int({ min: 13, max: 125 }),
  float: field.float({ min: -1, max: 1 }),
  stepped: field.decimal({ places: 2, min: 0, max: 10, step: 0.25 }),
  money: field.money({ min: 0, max: 100 }),
  bool: field.bool(),
  consent: field.bool({ mustBeTrue: true, widget: 'checkbox' }),
  text: field.text({ maxLength: 4 }),
  choice: field.choice({ a: 'A', b: 'B' }),
  numbers: field.int({ choices: [1, 3, 5] }),
};

describe('a value drawn by chance', () => {
  for (const [name, { spec }] of Object.entries(fields)) {
    it(`is one that a field of this kind takes: ${name}`, () =>
      fc.assert(
        fc.property(fc.string(), (seed) => {
          const random = seededRandom(seed);
          const value = randomValue(spec, () => random.next());
          assert.ok(readMessage({ value }, { value: spec }, { moneyPlaces: 0 }).ok, `${value}`);
        }),
        { numRuns: 50 },
      ));
  }
});
