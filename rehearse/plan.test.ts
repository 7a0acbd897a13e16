import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { arrivals, thinkingMs } from './plan.ts';

describe('arrivals', () => {
  it('come one after the other within the given time, each with a seed of their own', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 60_000 }), fc.string(), (people, overMs, seed) => {
        const crowd = arrivals({ people, overMs, seed }, seededRandom(seed));
        assert.equal(new Set(crowd.map((one) => one.seed)).size, people);
        for (const [at, one] of crowd.entries()) {
          assert.ok(one.afterMs >= (crowd[at - 1]?.afterMs ?? 0) && one.afterMs <= overMs);
        }
      }),
    ));

  it('are the same again from the same seed', () => {
    const crowd = { people: 20, overMs: 5_000, seed: 'friday' };
    assert.deepEqual(arrivals(crowd, seededRandom('friday')), arrivals(crowd, seededRandom('friday')));
  });
});

describe('thinkingMs', () => {
  it('stays between a quarter and twice the mean', () =>
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 60_000 }), fc.string(), (meanMs, seed) => {
        const thought = thinkingMs(meanMs, seededRandom(seed));
        assert.ok(thought >= Math.floor(meanMs / 4) && thought <= 2 * meanMs);
      }),
    ));
});
