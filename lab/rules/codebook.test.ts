import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field } from '../game/fields.ts';
import { codebook } from './codebook.ts';
import type { ExportHead } from './export-table.ts';

const column = (name: string, of?: ReturnType<typeof field.int> | ReturnType<typeof field.bool> | ReturnType<typeof field.choice>) => ({
  name,
  isNumber: true,
  ...(of && { spec: of.spec }),
});
const describeOne = (one: ExportHead) => {
  const [entry] = codebook([{ name: 'game', columns: [one] }], 'EUR');
  return entry;
};

describe('codebook', () => {
  it('says what a number may be, in which unit, and what it means', () =>
    assert.deepEqual(describeOne(column('player.gift', field.money({ label: 'Your gift', max: 100, doc: 'Given to the pot' }))), {
      table: 'game',
      variable: 'player.gift',
      label: 'Your gift',
      type: 'money',
      unit: 'EUR',
      min: '0',
      max: '100',
      values: [],
      doc: 'Given to the pot',
    }));

  const values = [
    { it: 'yes and no as the files write them', of: field.bool(), expect: ['1 Yes', '0 No'] },
    { it: 'a box that is ticked or not', of: field.bool({ widget: 'checkbox' }), expect: ['1 Yes', '0 No'] },
    { it: 'words of the author’s own for yes and no', of: field.bool({ choices: [[true, 'Cooperate'], [false, 'Defect']] }), expect: ['1 Cooperate', '0 Defect'] }, // prettier-ignore
    { it: 'amounts with their fraction', of: field.money({ choices: [[0, 'nothing'], [2.5, 'some']] }), expect: ['0.0 nothing', '2.5 some'] }, // prettier-ignore
    { it: 'keys of a choice', of: field.choice({ a: 'Apple', b: 'Pear' }), expect: ['a Apple', 'b Pear'] },
    { it: 'nothing where any number may stand', of: field.int(), expect: [] },
  ];
  for (const c of values)
    it(`lists ${c.it}`, () =>
      assert.deepEqual(
        describeOne(column('player.x', c.of))?.values.map(({ value, label }) => `${value} ${label}`),
        c.expect,
      ));

  it('takes a column that the author named for what it holds, whatever it is called', () => {
    assert.deepEqual(
      [true, false].map((isNumber) => describeOne({ name: 'visited', isNumber, isNamedByAuthor: true })?.type),
      ['number', 'text'],
    );
  });

  it('knows what every session has', () => {
    const entry = describeOne(column('participant.visited'));
    assert.equal(entry?.type, 'yes or no');
    assert.equal(entry?.label, 'The start link was opened');
  });
});
