import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assignments, releaseVersion, UsageFault, wantedScale, wholeNumber } from './parse.ts';

describe('wantedScale', () => {
  const present = { web: 2, worker: 1 };
  const cases = [
    { words: ['web=4'], expect: { web: { quantity: 4 } } },
    { words: ['web=4', 'worker=0'], expect: { web: { quantity: 4 }, worker: { quantity: 0 } } },
    { words: ['web+1'], expect: { web: { quantity: 3 } } },
    { words: ['worker-1'], expect: { worker: { quantity: 0 } } },
    { words: ['worker-3'], expect: { worker: { quantity: 0 } } },
    { words: ['web=2:standard-2x'], expect: { web: { quantity: 2, size: 'standard-2x' } } },
    { words: ['web-live+2'], expect: { 'web-live': { quantity: 2 } } },
  ];
  for (const c of cases) it(c.words.join(' '), () => assert.deepEqual(wantedScale(c.words, present), c.expect));
  for (const word of ['web', 'web=', 'web=two', 'web=1.5', '=2', 'web=-1', 'web=99999']) {
    it(`refuses ${word} and quotes it`, () =>
      assert.throws(
        () => wantedScale([word], present),
        (error) => error instanceof UsageFault && error.message.includes(word),
      ));
  }
});

describe('assignments', () => {
  it('divides at the first equals sign only', () =>
    assert.deepEqual(assignments(['URL=postgres://a?b=c', 'EMPTY=']), { URL: 'postgres://a?b=c', EMPTY: '' }));
  for (const word of ['NAME', '=value']) it(`refuses ${word}`, () => assert.throws(() => assignments([word]), UsageFault));
});

describe('releaseVersion', () => {
  it('takes v12 and 12', () => assert.deepEqual(['v12', '12'].map(releaseVersion), [12, 12]));
  for (const word of ['v0', 'latest', '-1', 'v1.2']) it(`refuses ${word}`, () => assert.throws(() => releaseVersion(word), UsageFault));
});

describe('wholeNumber', () => {
  const bounds = { name: '--num', min: 1, max: 100 };
  it('takes what lies within the bounds', () => assert.equal(wholeNumber('100', bounds), 100));
  for (const word of ['0', '101', '1e2', 'x', ''])
    it(`refuses "${word}"`, () => assert.throws(() => wholeNumber(word, bounds), UsageFault));
});
