import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { law } from '#kit/testing/law.ts';
import { cheapestAssignment, costMatrix, type CostMatrix } from './assignment.ts';
import { seededRandom } from './random.ts';

const X = Infinity;

function matrixOf(rows: readonly (readonly number[])[]): CostMatrix {
  return costMatrix(rows.length, rows[0]?.length ?? 0, (row, column) => rows[row]?.[column] ?? X);
}

/** The least total by trying everything, each row taking a column or (with more rows than columns) none. */
function leastByTrying(rows: readonly (readonly number[])[], columns: number): number {
  const idle = Math.max(0, rows.length - columns);
  const best = (row: number, taken: ReadonlySet<number>, idleLeft: number): number => {
    if (row === rows.length) return 0;
    let least = idleLeft > 0 ? best(row + 1, taken, idleLeft - 1) : X;
    for (const [column, cost] of (rows[row] ?? []).entries()) {
      if (!taken.has(column) && cost < X) least = Math.min(least, cost + best(row + 1, new Set([...taken, column]), idleLeft));
    }
    return least;
  };
  return best(0, new Set(), idle);
}

const cases = [
  {
    it: 'takes the cheap diagonal',
    rows: [
      [1, 9],
      [9, 1],
    ],
    columnOfRow: [0, 1],
    total: 2,
  },
  {
    it: 'gives up a cheap place when the sum falls',
    rows: [
      [1, 2],
      [1, 9],
    ],
    columnOfRow: [1, 0],
    total: 3,
  },
  { it: 'leaves a column over', rows: [[5, 1, 3]], columnOfRow: [1], total: 1 },
  { it: 'leaves the dearest row without a column', rows: [[5], [2], [3]], columnOfRow: [-1, 0, -1], total: 2 },
  {
    it: 'never uses a forbidden pair',
    rows: [
      [X, 1],
      [7, 1],
    ],
    columnOfRow: [1, 0],
    total: 8,
  },
  {
    it: 'takes negative costs',
    rows: [
      [-5, 0],
      [-4, -3],
    ],
    columnOfRow: [0, 1],
    total: -8,
  },
  { it: 'answers nothing with nothing', rows: [], columnOfRow: [], total: 0 },
];

describe('cheapestAssignment', () => {
  for (const c of cases) {
    it(c.it, () => {
      const found = cheapestAssignment(matrixOf(c.rows));
      assert.deepEqual(Array.from(found?.columnOfRow ?? []), c.columnOfRow);
      assert.equal(found?.total, c.total);
    });
  }

  it('is null when two rows have only one place between them', () => {
    assert.equal(
      cheapestAssignment(
        matrixOf([
          [1, X, X],
          [1, X, X],
          [1, 1, 1],
        ]),
      ),
      null,
    );
    assert.equal(cheapestAssignment(matrixOf([[X], [X]])), null);
  });

  const anyCost = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -9, max: 9 }) }, { weight: 1, arbitrary: fc.constant(X) });
  const anyRows = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(anyCost, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    );

  law('equals the least of all assignments, in any shape', anyRows, (rows) => {
    const least = leastByTrying(rows, rows[0]?.length ?? 0);
    assert.equal(cheapestAssignment(matrixOf(rows))?.total ?? X, least);
  });

  it('gives each row a column of its own in a large matrix, and repeats itself', () => {
    const random = seededRandom('a large matrix');
    const matrix = costMatrix(120, 150, () => random.next());
    const found = cheapestAssignment(matrix);
    assert.equal(new Set(found?.columnOfRow).size, 120);
    assert.deepEqual(cheapestAssignment(matrix), found);
  });

  it('costs the same whatever the order of the rows', () => {
    const random = seededRandom('the order of rows');
    const rows = Array.from({ length: 40 }, () => Array.from({ length: 40 }, () => random.below(30)));
    assert.equal(cheapestAssignment(matrixOf(random.shuffle(rows)))?.total, cheapestAssignment(matrixOf(rows))?.total);
  });
});
