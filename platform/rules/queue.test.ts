import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routerLimits } from './limits.ts';
import { queueDecision } from './queue.ts';

const app = { desired: 2, starting: 0, up: 2, waiting: 0 };
const cases = [
  { it: 'waits 30 s for a slot', app, expect: { kind: 'wait', ms: 30_000, thenCode: 'H12' } },
  { it: 'lets 50 wait for each dyno', app: { ...app, waiting: 99 }, expect: { kind: 'wait', ms: 30_000, thenCode: 'H12' } },
  { it: 'refuses the next with H11', app: { ...app, waiting: 100 }, expect: { kind: 'refuse', code: 'H11' } },
  { it: 'waits 75 s for a boot', app: { ...app, up: 0, starting: 1 }, expect: { kind: 'wait', ms: 75_000, thenCode: 'H20' } },
  {
    it: 'lets many more wait for it',
    app: { ...app, up: 0, starting: 1, waiting: 1999 },
    expect: { kind: 'wait', ms: 75_000, thenCode: 'H20' },
  },
  { it: 'bounds that queue too', app: { ...app, up: 0, starting: 1, waiting: 2000 }, expect: { kind: 'refuse', code: 'H11' } },
  { it: 'is H14 when nothing is wanted', app: { ...app, desired: 0, up: 0 }, expect: { kind: 'refuse', code: 'H14' } },
  { it: 'is H14 even while a last dyno boots', app: { ...app, desired: 0, up: 0, starting: 1 }, expect: { kind: 'refuse', code: 'H14' } },
  { it: 'is H10 when all have crashed', app: { ...app, up: 0 }, expect: { kind: 'refuse', code: 'H10' } },
];

describe('queueDecision', () => {
  for (const c of cases) it(c.it, () => assert.deepEqual(queueDecision(c.app, routerLimits), c.expect));
});
