import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { law } from '#kit/testing/law.ts';
import { readPart, rowsOfPart } from './board-parts.ts';

const rows = [6, 5, 5, 4, 3, 3].map((bracket, index) => ({ bracket, importance: index }));

const cases = [
  { part: '1/2', by: 'bracket-deal', expect: [0, 2, 4] },
  { part: '2/2', by: 'bracket-deal', expect: [1, 3, 5] },
  { part: '1/3', by: 'bracket-cut', expect: [0, 1] },
  { part: '3/3', by: 'bracket-cut', expect: [4, 5] },
  { part: '1/2', by: 'importance-cut', expect: [3, 4, 5] },
  { part: '1/2', by: 'importance-deal', expect: [1, 3, 5] },
];

describe('a part of the board', () => {
  for (const { part, by, expect } of cases)
    it(`${part} by ${by}`, () => {
      const wish = readPart(part, by);
      assert.ok(wish);
      assert.deepEqual(
        [...rowsOfPart(rows, wish)].toSorted((a, b) => a - b),
        expect,
      );
    });

  it('is nothing that makes no sense', () => {
    for (const part of ['', '1', '0/2', '3/2', '1/1', '1/99', 'a/b', '1.5/2']) assert.equal(readPart(part, 'bracket-deal'), null, part);
  });

  law(
    'every row is in exactly one part',
    fc.record({
      rows: fc.array(fc.record({ bracket: fc.integer({ min: 0, max: 9 }), importance: fc.integer({ min: -2, max: 2 }) })),
      of: fc.integer({ min: 2, max: 9 }),
      by: fc.constantFrom('bracket' as const, 'importance' as const),
      isDealt: fc.boolean(),
    }),
    ({ rows: all, of, by, isDealt }) => {
      const dealt = Array.from({ length: of }, (_part, index) => [...rowsOfPart(all, { part: index + 1, of, by, isDealt })]).flat();
      assert.deepEqual(
        dealt.toSorted((a, b) => a - b),
        all.map((_row, index) => index),
      );
    },
  );
});
