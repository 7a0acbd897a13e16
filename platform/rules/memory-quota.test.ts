import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryVerdict, runsAway } from './memory-quota.ts';

describe('memoryVerdict', () => {
  const cases = [
    { it: 'at its quota', mb: 512, expect: { kind: 'within' } },
    { it: 'over its quota', mb: 548, expect: { kind: 'over', reason: 'R14 (Memory quota exceeded): mem=548M(107.0%)' } },
    { it: 'at twice its quota', mb: 1024, expect: { kind: 'over', reason: 'R14 (Memory quota exceeded): mem=1024M(200.0%)' } },
    {
      it: 'over twice its quota',
      mb: 1025.4,
      expect: { kind: 'far over', reason: 'R15 (Memory quota vastly exceeded): mem=1025M(200.3%)' },
    },
  ];
  for (const c of cases) it(`of a dyno ${c.it}`, () => assert.deepEqual(memoryVerdict(c.mb, 512), c.expect));
});

describe('runsAway', () => {
  it('from 1.7 times the quota on', () =>
    assert.deepEqual(
      [870, 871].map((mb) => runsAway(mb, 512)),
      [false, true],
    ));
});
