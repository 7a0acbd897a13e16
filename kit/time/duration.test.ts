import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { durationWords } from './duration.ts';

describe('durationWords', () => {
  const cases = [
    { ms: null, expect: '–' },
    { ms: 0, expect: '0 ms' },
    { ms: 8.44, expect: '8.4 ms' },
    { ms: 84.4, expect: '84 ms' },
    { ms: 2790, expect: '2.8 s' },
    { ms: 9949, expect: '9.9 s' },
    { ms: 61_000, expect: '61 s' },
  ];
  for (const c of cases) it(`${c.ms} is ${c.expect}`, () => assert.equal(durationWords(c.ms), c.expect));
});
