import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { samplingStep } from './line-sampling.ts';

describe('samplingStep', () => {
  const cases = [
    { it: 'keeps every line up to the limit', seen: { before: 5000, now: 4999 }, expect: 1 },
    { it: 'keeps every second beyond it', seen: { before: 5001, now: 0 }, expect: 2 },
    { it: 'does not wait for the next second when this one has too many already', seen: { before: 0, now: 20_000 }, expect: 4 },
  ];
  for (const c of cases) it(c.it, () => assert.equal(samplingStep(c.seen, 5000), c.expect));
});
