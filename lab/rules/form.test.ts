import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field } from '../game/fields.ts';
import { sayIn } from '../texts/texts.ts';
import { readForm, readTimedOutForm, timeoutValue, type AskedField, type FormRules } from './form.ts';

const asked = (fields: Readonly<Record<string, ReturnType<typeof field.int> | ReturnType<typeof field.text>>>): AskedField[] =>
  Object.entries(fields).map(([name, { spec }]) => ({ name, owner: 'player', spec }));

const fields = asked({ first: field.int({ max: 10 }), second: field.int({ max: 10, onTimeout: 7 }), note: field.text() });
const quiet: FormRules = { reader: { moneyPlaces: 0, say: sayIn('en') }, judges: { check: () => null, validate: () => null } };

describe('a form that was sent', () => {
  it('gives the values it asked for, and nothing else', () => {
    const reading = readForm({ first: '1', second: '2', note: ' x ', admin: 'yes' }, fields, quiet);
    assert.deepEqual(reading, { ok: true, values: { first: 1, second: 2, note: ' x ' } });
  });

  it('names each field that is missing or wrong by itself', () => {
    assert.deepEqual(readForm({ first: '11' }, fields, quiet), {
      ok: false,
      faults: {
        form: null,
        fields: { first: 'A whole number from 0 to 10.', second: 'This field is required.', note: 'This field is required.' },
      },
    });
  });

  it('asks the author about each field that is right so far, and about the whole only when all are', () => {
    const calls: string[] = [];
    const rules: FormRules = {
      ...quiet,
      judges: {
        check: (name) => (calls.push(name), name === 'note' ? 'Say more.' : null),
        validate: () => (calls.push('validate'), null),
      },
    };
    assert.deepEqual(readForm({ first: 'x', second: '2', note: 'a' }, fields, rules), {
      ok: false,
      faults: { form: null, fields: { first: 'A whole number from 0 to 10.', note: 'Say more.' } },
    });
    assert.deepEqual(calls, ['second', 'note']);
  });

  it('is refused as a whole by validate', () => {
    const judges = { ...quiet.judges, validate: () => ({ form: 'Not both.', fields: {} }) };
    const reading = readForm({ first: '1', second: '2', note: 'a' }, fields, { ...quiet, judges });
    assert.deepEqual(reading, { ok: false, faults: { form: 'Not both.', fields: {} } });
  });
});

describe('a form whose time is up', () => {
  it('keeps what is right and fills in the rest', () => {
    assert.deepEqual(readTimedOutForm({ first: '3', second: '99' }, fields, quiet), { first: 3, second: 7, note: '' });
  });
  const objections = {
    objects: () => ({ form: 'No.', fields: {} }),
    throws: () => {
      throw new Error('a bug');
    },
  };
  for (const [what, validate] of Object.entries(objections)) {
    it(`is filled in altogether when validate ${what}`, () => {
      const judges = { ...quiet.judges, validate };
      assert.deepEqual(readTimedOutForm({ first: '3', note: 'a' }, fields, { ...quiet, judges }), { first: 0, second: 7, note: '' });
    });
  }
});

describe('the value at a timeout', () => {
  const cases = [
    { it: 'is 0 for a number', field: field.int({ min: 5 }), expect: 0 },
    { it: 'is 0 for money', field: field.money(), expect: 0 },
    { it: 'is no for yes or no', field: field.bool(), expect: false },
    { it: 'is empty for text', field: field.text(), expect: '' },
    { it: 'is nothing for a choice', field: field.choice({ a: 'A' }), expect: null },
    { it: 'is nothing for an optional field', field: field.int().optional(), expect: null },
    { it: 'is what the author says', field: field.choice({ a: 'A', b: 'B' }, { onTimeout: 'b' }), expect: 'b' },
  ];
  for (const c of cases) it(c.it, () => assert.equal(timeoutValue(c.field.spec), c.expect));
});
