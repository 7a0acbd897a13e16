import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { advice } from './advice.ts';
import type { AdviceFacts, DemandStep } from './advice.ts';

const sizes = [
  { name: 'performance-m', memoryMb: 2560, perHourMicro: 347_222 },
  { name: 'standard-1x', memoryMb: 512, perHourMicro: 34_722 },
  { name: 'standard-2x', memoryMb: 1024, perHourMicro: 69_444 },
];
const step = (second: number, perSecond: number, serviceMs = 40): DemandStep => {
  const dispatched = perSecond * 10;
  return { second, seconds: 10, dispatched, turnedAway: 0, serviceMs: dispatched * serviceMs };
};
const quiet = [step(0, 5), step(10, 5), step(20, 5)];
const facts: AdviceFacts = { steps: [...quiet, step(30, 60)], slots: 1, most: 100, loadPeak: 0.2, memoryPeakMb: 300, sizes };

describe('the advised formation', () => {
  it('carries the peak: 60 a second of 40 ms on dynos that do one at a time need three', () => {
    const { quantity, peak } = advice(facts) ?? {};
    assert.deepEqual([quantity, peak?.second, peak?.perSecond], [3, 30, 60]);
  });

  it('counts those who were turned away', () => {
    const crowded = { ...step(30, 25), turnedAway: 350 };
    assert.equal(advice({ ...facts, steps: [...quiet, crowded] })?.quantity, 3);
  });

  it('is not misled by work that took long because of the crowd', () => {
    assert.equal(advice({ ...facts, slots: 50, loadPeak: 1.7, steps: [...quiet, step(30, 60, 4000)] })?.quantity, 2);
  });

  it('is one dyno for an app that must not have more', () => assert.equal(advice({ ...facts, most: 1 })?.quantity, 1));

  it('names the sizes whose memory is enough, the cheapest first', () => {
    const names = (memoryPeakMb: number): string[] | undefined => advice({ ...facts, memoryPeakMb })?.choices.map(({ size }) => size);
    assert.deepEqual(names(300), ['standard-1x', 'standard-2x', 'performance-m']);
    assert.deepEqual(names(500), ['standard-2x', 'performance-m']);
  });

  it('has what all its dynos cost an hour', () => assert.equal(advice(facts)?.choices[0]?.perHourMicro, 3 * 34_722));

  it('is none where nothing came', () => assert.equal(advice({ ...facts, steps: [] }), null));

  it('is the true number or one above, whatever the demand', () =>
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 400 }), fc.integer({ min: 5, max: 200 }), (perSecond, serviceMs) => {
        const known = perSecond * (serviceMs / 1000);
        const smallest = Math.max(1, Math.ceil(known / 0.8));
        const steps = [step(0, 5, serviceMs), step(10, 5, serviceMs), step(20, perSecond, serviceMs)];
        const advised = advice({ ...facts, steps, loadPeak: null })?.quantity ?? 0;
        return advised >= smallest && advised <= smallest + 1;
      }),
    ));
});
