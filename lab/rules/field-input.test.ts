import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field } from '../game/fields.ts';
import { sayIn } from '../texts/texts.ts';
import { limitedField, rangeText, readField } from './field-input.ts';

const say = sayIn('en');
const points = { moneyPlaces: 0, say };
const cents = { moneyPlaces: 2, say };
const required = 'This field is required.';
const notOnOffer = 'Choose one of the answers on offer.';

describe('what was typed into a field', () => {
  const cases = [
    { it: 'a whole number', field: field.int(), typed: ' 12 ', value: 12 },
    { it: 'no fraction in a whole number', field: field.int(), typed: '3.5', fault: 'A whole number of 0 or more.' },
    { it: 'nothing below zero unless the field says so', field: field.int(), typed: '-1', fault: 'A whole number of 0 or more.' },
    { it: 'a negative number where the field has none or another bound', field: field.int({ min: null }), typed: '-1', value: -1 },
    { it: 'the bounds themselves', field: field.int({ min: 2, max: 4 }), typed: '4', value: 4 },
    { it: 'nothing beyond the bounds', field: field.int({ min: 2, max: 4 }), typed: '5', fault: 'A whole number from 2 to 4.' },
    { it: 'a decimal comma', field: field.float(), typed: '1,5', value: 1.5 },
    { it: 'no words for a number', field: field.float(), typed: 'much', fault: 'A number of 0 or more.' },
    { it: 'no infinity', field: field.float(), typed: 'Infinity', fault: 'A number of 0 or more.' },
    { it: 'no hexadecimal', field: field.int(), typed: '0x10', fault: 'A whole number of 0 or more.' },
    { it: 'a decimal, rounded half away from zero', field: field.decimal({ places: 1 }), typed: '0.25', value: 0.3 },
    { it: 'money, rounded to its places', field: field.money(), typed: '1.005', rounding: cents, value: 1.01 },
    { it: 'no fractions of points', field: field.money(), typed: '1.5', fault: 'A whole number of 0 or more.' },
    { it: 'yes', field: field.bool(), typed: 'True', value: true },
    { it: 'no', field: field.bool(), typed: 'False', value: false },
    { it: 'no other word for yes or no', field: field.bool(), typed: 'perhaps', fault: notOnOffer },
    { it: 'a required answer', field: field.bool(), typed: undefined, fault: required },
    { it: 'an unticked box as no', field: field.bool({ widget: 'checkbox' }), typed: undefined, value: false },
    {
      it: 'only a ticked box for consent',
      field: field.bool({ widget: 'checkbox', mustBeTrue: true }),
      typed: undefined,
      fault: 'Tick this box to go on.',
    },
    { it: 'a key of the choices', field: field.choice({ yes: 'Yes', no: 'No' }), typed: 'no', value: 'no' },
    { it: 'no other key', field: field.choice({ yes: 'Yes', no: 'No' }), typed: 'toString', fault: notOnOffer },
    { it: 'a choice of numbers as a number, bounds or not', field: field.int({ choices: [-5, 5], max: 0 }), typed: '5', value: 5 },
    { it: 'nothing for an optional field', field: field.int().optional(), typed: '', value: null },
    { it: 'no blank where something is required', field: field.text(), typed: '   ', fault: required },
    { it: 'text up to its length', field: field.text({ maxLength: 2 }), typed: 'abc', fault: 'Use at most 2 characters.' },
    { it: 'letters in their composed form', field: field.text(), typed: 'e\u0301', value: 'é' },
    { it: 'no letter that cannot be stored', field: field.text(), typed: 'a\0b\ud800', value: 'ab\ufffd' },
    { it: 'no control character but tabs and ends of lines', field: field.text(), typed: 'a\x1b\tb\x7f\nc\x85', value: 'a\tb\nc' },
    { it: 'one character for the end of a line, as browsers count', field: field.text({ maxLength: 3 }), typed: 'a\r\nb', value: 'a\nb' },
    { it: 'no list instead of one answer', field: field.text(), typed: ['a', 'b'], fault: required },
  ];
  for (const c of cases) {
    it(`is ${c.it}`, () => {
      const expected = c.fault === undefined ? { ok: true, value: c.value } : { ok: false, fault: c.fault };
      assert.deepEqual(readField(c.typed, c.field.spec, c.rounding ?? points), expected);
    });
  }
});

describe('the bounds of one view', () => {
  const plain = (amount: number): string => `${amount} points`;
  it('replace those of the field', () => {
    const spec = limitedField(field.int({ max: 5 }).spec, { max: 9, min: null }, plain);
    assert.equal(rangeText(spec, points), 'A whole number of 9 or less.');
  });
  it('bring choices; amounts are offered as people read them', () => {
    const { choices } = limitedField(field.money().spec, { choices: [1, [2, 'two']] }, plain);
    assert.deepEqual(choices, [
      { value: 1, label: '1 points' },
      { value: 2, label: 'two' },
    ]);
  });
});
