import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Candidate, leastOutstanding, lesserOfTwo } from './balancer.ts';

const dyno = (outstanding: number, slots = 50, quarantinedUntilMs = 0): Candidate => ({ outstanding, slots, quarantinedUntilMs });
const nowMs = 1000;

describe('leastOutstanding', () => {
  const cases = [
    { it: 'has no answer without dynos', dynos: [], turn: 0, expect: -1 },
    { it: 'takes the least busy', dynos: [dyno(3), dyno(1), dyno(2)], turn: 0, expect: 1 },
    { it: 'breaks ties by turn', dynos: [dyno(1), dyno(1), dyno(1)], turn: 2, expect: 2 },
    { it: 'turns past the end', dynos: [dyno(0), dyno(5)], turn: 7, expect: 0 },
    { it: 'skips full dynos', dynos: [dyno(1, 1), dyno(7, 8)], turn: 0, expect: 1 },
    { it: 'has no answer when all are full', dynos: [dyno(1, 1), dyno(8, 8)], turn: 0, expect: -1 },
    { it: 'prefers a busy dyno to a quarantined one', dynos: [dyno(0, 50, 2000), dyno(49)], turn: 0, expect: 1 },
    { it: 'takes a quarantined dyno rather than none', dynos: [dyno(0, 50, 2000), dyno(50)], turn: 0, expect: 0 },
    { it: 'forgets a quarantine that is over', dynos: [dyno(0, 50, 1000), dyno(1)], turn: 1, expect: 0 },
  ];
  for (const c of cases) it(c.it, () => assert.equal(leastOutstanding(c.dynos, c.turn, nowMs), c.expect));

  const anyDyno = fc.record({
    outstanding: fc.nat(20),
    slots: fc.integer({ min: 1, max: 20 }),
    quarantinedUntilMs: fc.constantFrom(0, 2000),
  });
  const anyDynos = fc.array(anyDyno, { maxLength: 12 });

  it('never overfills a dyno, and finds a free one if there is one', () =>
    fc.assert(
      fc.property(anyDynos, fc.nat(), (dynos, turn) => {
        const chosen = dynos[leastOutstanding(dynos, turn, nowMs)];
        const free = dynos.filter((candidate) => candidate.outstanding < candidate.slots);
        assert.equal(chosen === undefined, free.length === 0);
        if (chosen !== undefined) assert.ok(chosen.outstanding < chosen.slots);
      }),
    ));

  it('takes nobody busier than another that is free and well', () =>
    fc.assert(
      fc.property(anyDynos, fc.nat(), (dynos, turn) => {
        const chosen = dynos[leastOutstanding(dynos, turn, nowMs)];
        const well = dynos.filter((candidate) => candidate.outstanding < candidate.slots && candidate.quarantinedUntilMs <= nowMs);
        for (const other of well) assert.ok(chosen !== undefined && chosen.outstanding <= other.outstanding);
      }),
    ));

  it('spreads requests that end at once evenly', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(200), (count, requests) => {
        const served = Array.from({ length: count }, () => 0);
        let turn = 0;
        for (let i = 0; i < requests; i += 1) {
          const index = leastOutstanding(
            served.map(() => dyno(0)),
            turn,
            nowMs,
          );
          served[index] = (served[index] ?? 0) + 1;
          turn = index + 1;
        }
        assert.ok(Math.max(...served) - Math.min(...served) <= 1);
      }),
    ));
});

describe('lesserOfTwo', () => {
  const cases = [
    { it: 'has no answer without dynos', dynos: [], picks: [0, 0], expect: -1 },
    { it: 'takes the only one', dynos: [dyno(3)], picks: [0.9, 0.9], expect: 0 },
    { it: 'takes the lesser of the two that it picked, not the least', dynos: [dyno(3), dyno(1), dyno(0)], picks: [0, 0], expect: 1 },
    { it: 'picks two different ones', dynos: [dyno(3), dyno(1), dyno(0)], picks: [0.99, 0.99], expect: 2 },
    { it: 'takes any other when both are full', dynos: [dyno(1, 1), dyno(1, 1), dyno(9)], picks: [0, 0], expect: 2 },
    { it: 'takes any other when both are quarantined', dynos: [dyno(0, 9, 2000), dyno(0, 9, 2000), dyno(8)], picks: [0, 0], expect: 2 },
    { it: 'has no answer when all are full', dynos: [dyno(1, 1), dyno(8, 8), dyno(2, 2)], picks: [0.5, 0], expect: -1 },
  ] as const;
  for (const c of cases) it(c.it, () => assert.equal(lesserOfTwo(c.dynos, c.picks, nowMs), c.expect));
});
