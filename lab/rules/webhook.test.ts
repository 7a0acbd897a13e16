import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextTryMs } from './webhook.ts';

describe('a delivery that failed', () => {
  const cases = [
    { it: 'is tried again after 10 s', attempts: 1, expect: 10_000 },
    { it: 'then after 20 s', attempts: 2, expect: 20_000 },
    { it: 'at last after 43 min', attempts: 9, expect: 2_560_000 },
    { it: 'is given up after ten tries', attempts: 10, expect: null },
  ];
  for (const c of cases) it(c.it, () => assert.equal(nextTryMs(c.attempts), c.expect));
});
