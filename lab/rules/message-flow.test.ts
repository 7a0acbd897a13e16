import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { flowLimits, nextFlow, type Flow } from './message-flow.ts';

const empty: Flow = { tokens: 0, atMs: 1_000 };
const cases = [
  { it: 'lets the first message through', flow: null, nowMs: 1_000, waitMs: 0, tokens: 59 },
  { it: 'lets the last message of a burst through', flow: { tokens: 1, atMs: 1_000 }, nowMs: 1_000, waitMs: 0, tokens: 0 },
  { it: 'holds the next one back until a thirtieth of a second has passed', flow: empty, nowMs: 1_000, waitMs: 34, tokens: 0 },
  { it: 'says how much of that is left', flow: empty, nowMs: 1_020, waitMs: 14, tokens: 0.6 },
  { it: 'lets it through then', flow: empty, nowMs: 1_034, waitMs: 0, tokens: 0.02 },
  { it: 'saves up no more than a burst, however long somebody was silent', flow: empty, nowMs: 3_600_000, waitMs: 0, tokens: 59 },
  { it: 'takes nothing away when the clock goes back', flow: { tokens: 5, atMs: 1_000 }, nowMs: 0, waitMs: 0, tokens: 4 },
];

describe('how fast somebody may send', () => {
  for (const c of cases)
    it(c.it, () => {
      const next = nextFlow(c.flow, c.nowMs);
      assert.equal(next.waitMs, c.waitMs);
      assert.ok(Math.abs(next.flow.tokens - c.tokens) < 1e-9, String(next.flow.tokens));
    });

  it('who waits as long as they are told is let through', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 300 }), (pauses) => {
        let [flow, now]: [Flow | null, number] = [null, 0];
        for (const pause of pauses) {
          now += pause;
          const next = nextFlow(flow, now);
          flow = next.flow;
          if (next.waitMs > 0) assert.equal(nextFlow(flow, now + next.waitMs).waitMs, 0);
        }
      }),
    ));

  it('nobody sends more than a burst and then so many a second', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 400 }), (pauses) => {
        let [flow, now, sent]: [Flow | null, number, number] = [null, 0, 0];
        for (const pause of pauses) {
          now += pause;
          const next = nextFlow(flow, now);
          flow = next.flow;
          sent += next.waitMs === 0 ? 1 : 0;
        }
        assert.ok(sent <= flowLimits.burst + (now / 1_000) * flowLimits.perSecond + 1e-6);
      }),
    ));
});
