import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { crowdDemand } from './crowd-demand.ts';

const crowd = { people: 120, secondsAPage: 6, rounds: 20, carries: 65 };

describe('what a crowd asks for', () => {
  it('is people by seconds a page', () =>
    assert.deepEqual(crowdDemand(crowd), { perSecond: 20, peak: 20, share: 20 / 65, isFine: true, heaviest: 'rounds' }));
  it('is more when slow readers start at once', () => {
    const { perSecond, peak, heaviest } = crowdDemand({ ...crowd, secondsAPage: 60 });
    assert.deepEqual([perSecond, peak, heaviest], [2, 12, 'people']);
  });
  it('is no trouble up to seven tenths of what is carried', () => {
    assert.equal(crowdDemand({ ...crowd, carries: 20 / 0.7 }).isFine, true);
    assert.equal(crowdDemand({ ...crowd, carries: 28 }).isFine, false);
  });
  it('weighs by its pace when nothing is repeated', () => assert.equal(crowdDemand({ ...crowd, rounds: 1 }).heaviest, 'pace'));
  it('grows with people and shrinks with the time that they take', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 300 }), (people, secondsAPage) => {
        const { peak } = crowdDemand({ ...crowd, people, secondsAPage });
        return (
          crowdDemand({ ...crowd, people: people + 1, secondsAPage }).peak >= peak &&
          crowdDemand({ ...crowd, people, secondsAPage: secondsAPage + 1 }).peak <= peak
        );
      }),
    ));
});
