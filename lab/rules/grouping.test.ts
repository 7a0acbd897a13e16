import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { checkedMatrix, seatsInOrder, shuffledGroups, shuffledSeats } from './grouping.ts';

const anyMatrix = fc.record({ size: fc.integer({ min: 1, max: 6 }), groups: fc.integer({ min: 1, max: 8 }), seed: fc.string() });

describe('groups', () => {
  it('are consecutive seats', () =>
    assert.deepEqual(seatsInOrder(6, 2), [
      [1, 2],
      [3, 4],
      [5, 6],
    ]));
  it('are one of all without a size', () => assert.deepEqual(seatsInOrder(3, null), [[1, 2, 3]]));

  it('keep their sizes and everybody when seats are shuffled', () =>
    fc.assert(
      fc.property(anyMatrix, ({ size, groups, seed }) => {
        const matrix = seatsInOrder(size * groups, size);
        const shuffled = shuffledSeats(matrix, seededRandom(seed));
        assert.deepEqual(
          shuffled.map((row) => row.length),
          matrix.map((row) => row.length),
        );
        checkedMatrix(shuffled, size * groups);
      }),
    ));

  it('leave everybody their id when groups are shuffled', () =>
    fc.assert(
      fc.property(anyMatrix, ({ size, groups, seed }) => {
        const matrix = seatsInOrder(size * groups, size);
        const shuffled = shuffledGroups(matrix, seededRandom(seed));
        const column = (rows: typeof matrix, at: number): Set<number | undefined> => new Set(rows.map((row) => row[at]));
        for (let at = 0; at < size; at += 1) assert.deepEqual(column(shuffled, at), column(matrix, at));
      }),
    ));

  const refused = [
    {
      it: 'a seat twice',
      matrix: [
        [1, 2],
        [2, 3],
      ],
    },
    {
      it: 'a missing seat',
      matrix: [
        [1, 2],
        [4, 5],
      ],
    },
    { it: 'an empty group', matrix: [[1, 2], []] },
  ];
  for (const c of refused)
    it(`cannot have ${c.it}`, () => assert.throws(() => checkedMatrix(c.matrix, c.matrix.flat().length), { code: 'LAB_BAD_GROUPING' }));
  it('of unequal size cannot be shuffled', () =>
    assert.throws(() => shuffledSeats([[1, 2], [3]], seededRandom('')), { code: 'LAB_BAD_GROUPING' }));
});
