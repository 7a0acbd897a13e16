import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { effectReceipt } from './effect-receipt.ts';
import type { EffectSide } from './effect-receipt.ts';
import { summaryOf } from './traffic-summary.ts';

const side = (change: Partial<EffectSide['traffic']> = {}, load = 1, dynos = 3): EffectSide => ({
  traffic: { ...summaryOf([], 120), requests: 1000, ok: 1000, p95: 1000, queueP95: 0, ...change },
  load,
  dynos,
});

describe('effectReceipt', () => {
  const cases = [
    {
      it: 'says what more dynos did',
      before: side({ p95: 9400, queueP95: 800, failed: 120 }, 2.9, 3),
      after: side({ p95: 1100 }, 3.1, 6),
      expect:
        'p95 9.4 s → 1.1 s, failed 1.00 → 0.00 a second, in line 800 ms → 0 ms, load 2.9/3 → 3.1/6: faster; one more dyno would gain little.',
    },
    {
      it: 'says when one more would help',
      before: side({ p95: 9400 }, 2.9, 3),
      after: side({ p95: 4000 }, 3.9, 4),
      expect: 'p95 9.4 s → 4.0 s, load 2.9/3 → 3.9/4: faster; the dynos are still busy, one more would help.',
    },
    {
      it: 'says that dynos were not what people waited for',
      before: side({ p95: 2800 }, 0.9, 3),
      after: side({ p95: 2750 }, 0.9, 6),
      expect: 'p95 2.8 s → 2.8 s, load 0.9/3 → 0.9/6: no effect: the dynos were not the limit (F03).',
    },
    {
      it: 'says when it became slower',
      before: side({ p95: 100 }),
      after: side({ p95: 200 }),
      expect: 'p95 100 ms → 200 ms, load 1.0/3 → 1.0/3: slower than before.',
    },
    { it: 'does not judge by a handful', before: side({ requests: 49 }), after: side(), expect: 'Too little traffic to tell what it did.' },
    { it: 'says nothing where nobody was', before: side({ requests: 0 }), after: side({ requests: 0 }), expect: null },
  ];
  for (const c of cases) it(c.it, () => assert.equal(effectReceipt(c.before, c.after), c.expect));
});
