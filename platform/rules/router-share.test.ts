import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { shareOf } from './router-share.ts';

describe('shareOf', () => {
  const cases = [
    { it: 'gives one router all', whole: 50, number: 1, of: 1, expect: 50 },
    { it: 'halves', whole: 8, number: 2, of: 2, expect: 4 },
    { it: 'gives the first one more', whole: 5, number: 1, of: 2, expect: 3 },
    { it: 'gives every router one at least', whole: 1, number: 2, of: 2, expect: 1 },
  ];
  for (const c of cases) it(c.it, () => assert.equal(shareOf(c.whole, c), c.expect));

  it('adds up to the whole where there is enough for all', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.nat(1000), (of, more) => {
        const whole = of + more;
        const parts = Array.from({ length: of }, (_, at) => shareOf(whole, { number: at + 1, of }));
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0),
          whole,
        );
      }),
    ));
});
