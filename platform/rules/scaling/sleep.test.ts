import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fallsAsleep } from './sleep.ts';
import type { SleepFacts } from './sleep.ts';

const halfAnHour = 1_800_000;
const quiet: SleepFacts = {
  nowMs: 10 * halfAnHour,
  afterMs: halfAnHour,
  awakeSinceMs: 0,
  requests: 0,
  openSockets: 0,
  secondsKnown: 1800,
  runs: 0,
  isExpected: false,
};

describe('an app falls asleep', () => {
  it('when nobody has asked for half an hour', () => assert.equal(fallsAsleep(quiet), true));

  const awake: readonly { readonly it: string; readonly given: Partial<SleepFacts> }[] = [
    { it: 'after a request', given: { requests: 1 } },
    { it: 'while a WebSocket is open', given: { openSockets: 1 } },
    { it: 'while a one-off dyno is under way', given: { runs: 1 } },
    { it: 'while a schedule is open or a moment near', given: { isExpected: true } },
    { it: 'right after it woke', given: { awakeSinceMs: 10 * halfAnHour - 60_000 } },
    { it: 'where the routers were away, so that nobody knows', given: { secondsKnown: 900 } },
  ];
  for (const c of awake) it(`but not ${c.it}`, () => assert.equal(fallsAsleep({ ...quiet, ...c.given }), false));
});
