import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { law } from '#kit/testing/law.ts';
import { cheapestMatching } from './matching.ts';
import { seededRandom } from './random.ts';

const X = Infinity;

/** The least total by trying everything. */
function leastByTrying(size: number, cost: (a: number, b: number) => number): number {
  const memo = new Map<number, number>([[0, 0]]);
  const best = (left: number): number => {
    const known = memo.get(left);
    if (known !== undefined) return known;
    const a = 31 - Math.clz32(left);
    let least = X;
    for (let b = 0; b < a; b += 1) if (left & (1 << b)) least = Math.min(least, cost(b, a) + best(left & ~(1 << a) & ~(1 << b)));
    memo.set(left, least);
    return least;
  };
  return best((1 << size) - 1);
}

function costFrom(rows: readonly (readonly number[])[]): (a: number, b: number) => number {
  return (a, b) => rows[Math.min(a, b)]?.[Math.max(a, b)] ?? X;
}

describe('cheapestMatching', () => {
  it('pairs two', () =>
    assert.deepEqual(
      cheapestMatching(2, () => 7),
      { partnerOf: Int32Array.of(1, 0), total: 7 },
    ));
  it('answers nobody with nobody', () =>
    assert.deepEqual(
      cheapestMatching(0, () => 7),
      { partnerOf: new Int32Array(0), total: 0 },
    ));
  it('is null for an odd number', () =>
    assert.equal(
      cheapestMatching(3, () => 1),
      null,
    ));

  it('gives up the cheapest pair when the sum falls', () => {
    const cost = costFrom([[X, 1, 3, 4], [X, X, 5, 2], [X, X, X, 90], []]);
    assert.deepEqual(cheapestMatching(4, cost), { partnerOf: Int32Array.of(2, 3, 0, 1), total: 5 });
  });

  it('is null when two odd groups may not meet', () => {
    assert.equal(
      cheapestMatching(6, (a, b) => (a < 3 === b < 3 ? 1 : X)),
      null,
    );
  });

  it('shrinks an odd cycle to find the way out of it', () => {
    // Triangles 0 1 2 and 3 4 5 of free edges with one dear bridge: each must give one vertex to the bridge.
    const cost = (a: number, b: number) => (a < 3 === b < 3 ? 0 : a === 2 && b === 3 ? 50 : X);
    assert.deepEqual(cheapestMatching(6, cost), { partnerOf: Int32Array.of(1, 0, 3, 2, 5, 4), total: 50 });
  });

  const anyGraph = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 40 }), fc.constantFrom(0, 20, 50), fc.string())
    .map(([half, spread, forbidden, seed]) => {
      const random = seededRandom(seed);
      const size = half * 2;
      const rows = Array.from({ length: size }, () =>
        Array.from({ length: size }, () => (random.below(100) < forbidden ? X : random.below(spread + 1) - 5)),
      );
      return { size, rows };
    });

  law('equals the least of all matchings of whole costs', anyGraph, ({ size, rows }) => {
    const cost = costFrom(rows);
    assert.equal(cheapestMatching(size, cost)?.total ?? X, leastByTrying(size, cost));
  });

  law('equals the least of all matchings of any costs, to 1e-9', fc.tuple(fc.integer({ min: 1, max: 5 }), fc.string()), ([half, seed]) => {
    const random = seededRandom(seed);
    const rows = Array.from({ length: half * 2 }, () => Array.from({ length: half * 2 }, () => random.next() * 10));
    const cost = costFrom(rows);
    assert.ok(Math.abs((cheapestMatching(half * 2, cost)?.total ?? X) - leastByTrying(half * 2, cost)) < 1e-9);
  });

  it('costs the same whatever the order', () => {
    const random = seededRandom('any order');
    const rows = Array.from({ length: 60 }, () => Array.from({ length: 60 }, () => random.below(50)));
    const cost = costFrom(rows);
    const order = random.shuffle(Array.from(rows.keys()));
    const shuffled = cheapestMatching(60, (a, b) => cost(order[a] ?? 0, order[b] ?? 0));
    assert.equal(shuffled?.total, cheapestMatching(60, cost)?.total);
  });
});
