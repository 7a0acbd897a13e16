import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fakeClock } from '#kit/testing/fake-clock.ts';
import { clockScale, scaledClock } from './scaled-clock.ts';

describe('a scaled clock', () => {
  it('shows its own time at the anchor and runs faster from there', () => {
    const machine = fakeClock(Date.parse('2026-11-26T09:00:00Z'));
    const scale = clockScale('2026-03-28T08:00:00Z@2026-11-26T09:00:00Z x600');
    assert.ok(scale);
    const clock = scaledClock(scale, machine);
    assert.equal(new Date(clock.nowMs()).toISOString(), '2026-03-28T08:00:00.000Z');
    machine.advance(6_000);
    assert.equal(new Date(clock.nowMs()).toISOString(), '2026-03-28T09:00:00.000Z');
  });

  it('without a start only runs faster', () => {
    assert.deepEqual(clockScale('x20'), { startMs: 0, anchorMs: 0, speed: 20 });
  });

  for (const wrong of ['20', 'x', 'x0', 'yesterdayZ@2026-11-26T09:00:00Z x2', '2026-11-26T09:00:00Z x2']) {
    it(`does not read "${wrong}"`, () => assert.equal(clockScale(wrong), null));
  }
});
