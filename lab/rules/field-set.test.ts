import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allocate, comprehension, matrix, priceList, rank } from '../game/field-set.ts';
import type { Field } from '../game/fields.ts';
import { sayIn } from '../texts/texts.ts';
import type { Stored } from './field-value.ts';
import { readForm, readTimedOutForm, type AskedField, type FormReading } from './form.ts';

const reader = { moneyPlaces: 0, say: sayIn('en') };
const judges = { check: () => null, validate: () => null };

/** A page that asks for these fields in this order. */
function form(fields: Readonly<Record<string, Field<unknown>>>, { without = [] }: { readonly without?: readonly string[] } = {}) {
  const asked: AskedField[] = Object.entries(fields)
    .filter(([name]) => !without.includes(name))
    .map(([name, { spec }]) => ({ name, owner: 'player', spec }));
  return {
    sent: (posted: Readonly<Record<string, string>>, stored: Readonly<Record<string, Stored>> = {}): FormReading =>
      readForm(posted, asked, { judges, reader, stored: (name) => stored[name] ?? null }),
    timedOut: (posted: Readonly<Record<string, string>>) => readTimedOutForm(posted, asked, { judges, reader }),
  };
}

const faults = (reading: FormReading) => (reading.ok ? null : reading.faults.fields);

describe('things that are ranked', () => {
  const order = form(rank({ items: { a: 'A', b: 'B', c: 'C' } }));
  it('have a place each', () => assert.deepEqual(order.sent({ a: '2', b: '1', c: '3' }), { ok: true, values: { a: 2, b: 1, c: 3 } }));
  it('and no two the same', () => assert.deepEqual(faults(order.sent({ a: '2', b: '1', c: '2' })), { c: 'Give each place once.' }));
  it('and all one', () => assert.deepEqual(faults(order.sent({ a: '2', b: '1' })), { c: 'This field is required.' }));
  it('and none beyond the last', () =>
    assert.deepEqual(faults(order.sent({ a: '2', b: '1', c: '4' })), { c: 'Choose one of the answers on offer.' }));
  it('count as not ranked when the time is up and two have the same place', () =>
    assert.deepEqual(order.timedOut({ a: '2', b: '1', c: '2' }), { a: 0, b: 0, c: 0 }));
  it('are kept when the time is up and all have theirs', () =>
    assert.deepEqual(order.timedOut({ a: '2', b: '1', c: '3' }), { a: 2, b: 1, c: 3 }));
});

describe('an amount that is given out', () => {
  const split = form(allocate({ items: { self: 'You', other: 'Other' }, total: 100 }));
  it('is all given', () => assert.equal(split.sent({ self: '60', other: '40' }).ok, true));
  it('and not more', () => assert.deepEqual(faults(split.sent({ self: '60', other: '41' })), { other: 'Together they have to be 100.' }));
  it('and not less', () => assert.deepEqual(faults(split.sent({ self: '0', other: '99' })), { other: 'Together they have to be 100.' }));
  it('and nothing below 0', () =>
    assert.deepEqual(faults(split.sent({ self: '101', other: '-1' })), {
      self: 'A whole number from 0 to 100.',
      other: 'A whole number from 0 to 100.',
    }));
});

describe('a list of prices', () => {
  const list = form(priceList({ rows: { r1: ['50', '51'], r2: ['50', '60'], r3: ['50', '70'], r4: ['50', '80'] } }));
  const answers = (sides: string) => Object.fromEntries(sides.split('').map((side, at) => [`r${at + 1}`, side === 'L' ? 'left' : 'right']));
  for (const sides of ['LLLL', 'RRRR', 'LLRR', 'RLLL']) it(`takes ${sides}`, () => assert.equal(list.sent(answers(sides)).ok, true));
  for (const [sides, row] of [
    ['LRLL', 'r3'],
    ['LRLR', 'r3'],
    ['RLLR', 'r4'],
  ] as const)
    it(`refuses ${sides}: sides are changed at most once`, () =>
      assert.deepEqual(faults(list.sent(answers(sides))), { [row]: 'Change sides at most once.' }));
});

describe('questions that share their answers', () => {
  const habits = form(matrix({ rows: { tea: 'Tea', wine: 'Wine' }, columns: { never: 'Never', daily: 'Daily' } }));
  it('are answered one by one', () =>
    assert.deepEqual(habits.sent({ tea: 'daily', wine: 'daily' }), { ok: true, values: { tea: 'daily', wine: 'daily' } }));
  it('all of them', () => assert.deepEqual(faults(habits.sent({ tea: 'daily' })), { wine: 'This field is required.' }));
});

describe('questions of comprehension', () => {
  const questions = {
    pot: { label: 'What is the pot multiplied by?', choices: { two: '2', three: '3' }, right: 'two' },
    you: { label: 'What do you hold?', right: 100 },
  };
  const fields = comprehension({ questions, maxTries: 3 });
  const quiz = form(fields, { without: ['tries', 'understood'] });
  const right = { pot: 'two', you: '100' };
  it('let go on who answers all of them rightly, and say after how many tries', () =>
    assert.deepEqual(quiz.sent(right, { tries: 1 }), { ok: true, values: { pot: 'two', you: 100, tries: 2, understood: true } }));
  it('name those that are wrong, and count the try', () =>
    assert.deepEqual(quiz.sent({ ...right, you: '10' }), {
      ok: false,
      faults: { form: 'Tries left: 2', fields: { you: 'This is not right. Think about it again.' } },
      tries: { tries: 1 },
    }));
  it('let go on after the last try, and say that it was not understood', () =>
    assert.deepEqual(quiz.sent({ ...right, you: '10' }, { tries: 2 }), {
      ok: true,
      values: { pot: 'two', you: 10, tries: 3, understood: false },
    }));
  it('count no try where an answer is missing', () =>
    assert.deepEqual(quiz.sent({ pot: 'two' }), {
      ok: false,
      faults: { form: null, fields: { you: 'This field is required.' } },
    }));
  it('say how it stands when the time is up', () =>
    assert.deepEqual(quiz.timedOut({ pot: 'three' }), { pot: 'three', you: 0, tries: 1, understood: false }));
});
