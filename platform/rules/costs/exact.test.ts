import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compare, exact, exactOf, minus, plus, rounded, sum, times, zero } from './exact.ts';

const aFraction = fc
  .tuple(fc.bigInt({ min: -1_000_000n, max: 1_000_000n }), fc.bigInt({ min: 1n, max: 10_000n }))
  .map(([over, under]) => exact(over, under));

describe('exact amounts', () => {
  it('thirds add up to one', () => assert.deepEqual(sum([exact(1n, 3n), exact(1n, 3n), exact(1n, 3n)]), exact(1n)));
  it('a decimal number counts as it is written', () => assert.deepEqual(plus(exactOf(0.1), exactOf(0.2)), exactOf(0.3)));
  it('reads large and small numbers alike', () => {
    assert.deepEqual(exactOf(2_592_000), exact(2_592_000n));
    assert.deepEqual(exactOf(-2.5), exact(-5n, 2n));
    assert.deepEqual(exactOf(1e-7), exact(1n, 10_000_000n));
  });
  it('rounds halves up', () => {
    const cases = [
      { over: 5n, under: 2n, expect: 3n },
      { over: -5n, under: 2n, expect: -2n },
      { over: 7n, under: 3n, expect: 2n },
      { over: -7n, under: 3n, expect: -2n },
    ];
    for (const { over, under, expect } of cases) assert.equal(rounded(exact(over, under)), expect);
  });
  it('one way of writing an amount: equal amounts are equal values', () =>
    fc.assert(fc.property(aFraction, aFraction, (a, b) => (compare(a, b) === 0) === (a.over === b.over && a.under === b.under))));
  it('adds in any order', () =>
    fc.assert(fc.property(aFraction, aFraction, aFraction, (a, b, c) => compare(sum([a, b, c]), sum([c, a, b])) === 0)));
  it('takes away what was added', () => fc.assert(fc.property(aFraction, aFraction, (a, b) => compare(minus(plus(a, b), b), a) === 0)));
  it('multiplies out', () =>
    fc.assert(
      fc.property(aFraction, aFraction, aFraction, (a, b, c) => compare(times(plus(a, b), c), plus(times(a, c), times(b, c))) === 0),
    ));
  it('rounding moves by at most a half', () =>
    fc.assert(
      fc.property(aFraction, (a) => {
        const moved = minus(exact(rounded(a)), a);
        return compare(moved, exact(-1n, 2n)) > 0 && compare(moved, exact(1n, 2n)) <= 0;
      }),
    ));
  it('nothing is nothing', () => assert.deepEqual(sum([]), zero));
});
