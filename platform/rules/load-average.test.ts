import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nextLoad, tasksBetween, threadTime } from './load-average.ts';

describe('nextLoad', () => {
  it('comes near the number of busy tasks after some minutes', () => {
    let load: number | null = null;
    for (let i = 0; i < 60; i += 1) load = nextLoad(load, 2, 5_000);
    assert.ok(Math.abs((load ?? 0) - 2) < 0.02);
  });
  it('lies between what it was and what is', () =>
    fc.assert(
      fc.property(fc.double({ min: 0, max: 64, noNaN: true }), fc.double({ min: 0, max: 64, noNaN: true }), (before, tasks) => {
        const load = nextLoad(before, tasks, 5_000);
        return load >= Math.min(before, tasks) - 1e-9 && load <= Math.max(before, tasks) + 1e-9;
      }),
    ));
});

describe('tasksBetween', () => {
  it('adds what each thread used, counts a new one whole and an ended one not at all', () =>
    assert.equal(
      tasksBetween(
        new Map([
          ['1', 1_000_000_000],
          ['2', 9_000_000_000],
        ]),
        new Map([
          ['1', 3_500_000_000],
          ['3', 2_500_000_000],
        ]),
        5_000,
      ),
      1,
    ));
});

describe('threadTime', () => {
  it('adds running and waiting', () => assert.equal(threadTime('1500 500 12\n'), 2000));
  it('is nothing for an unreadable line', () => assert.equal(threadTime(''), 0));
});
