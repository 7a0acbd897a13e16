import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isCrashLoop, partRestartDelayMs, restartDelayMs } from './restart-backoff.ts';

describe('restartDelayMs', () => {
  const middle = [0, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 60_000, 60_000];
  it('grows as SUP-13 says', () =>
    assert.deepEqual(
      middle.map((_, i) => restartDelayMs(i + 1, 0.5)),
      middle,
    ));
  it('stays within 20 % and never passes 72 s', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (crash, chance) => {
        const delay = restartDelayMs(crash, chance);
        const plain = restartDelayMs(crash, 0.5);
        return delay >= plain * 0.8 - 1 && delay <= plain * 1.2 + 1 && delay <= 72_000;
      }),
    ));
});

describe('isCrashLoop', () => {
  const cases = [
    { it: 'two crashes are none', crashes: [0, 1_000], expect: false },
    { it: 'three within two minutes are one', crashes: [0, 60_000, 120_000], expect: true },
    { it: 'three over a longer time are none', crashes: [0, 60_000, 120_001], expect: false },
    { it: 'only the newest three count', crashes: [0, 1, 2, 500_000], expect: false },
  ];
  for (const c of cases) it(c.it, () => assert.equal(isCrashLoop(c.crashes), c.expect));
});

describe('partRestartDelayMs', () => {
  it('is at once the first time, then grows to five seconds', () =>
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((deaths) => partRestartDelayMs(deaths)),
      [0, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000],
    ));
});
