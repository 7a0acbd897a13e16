import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unknownName } from './known-names.ts';

describe('a name that nobody knows', () => {
  const known = ['timeout', 'timerText', 'view'];
  const cases = [
    { it: 'is none when all are known', given: ['view', 'timeout'], expect: null },
    { it: 'comes with the one that was meant', given: ['view', 'tiemout'], expect: { name: 'tiemout', cure: 'Did you mean timeout?' } },
    { it: 'whatever its capitals', given: ['TimerTxt'], expect: { name: 'TimerTxt', cure: 'Did you mean timerText?' } },
    { it: 'else with all there are', given: ['colour'], expect: { name: 'colour', cure: 'There are: timeout, timerText, view.' } },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(unknownName(c.given, known), c.expect));
  it('has no cure where there are none', () => assert.deepEqual(unknownName(['x'], []), { name: 'x', cure: 'There are none.' }));
});
