import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryIsDue, pssKb, residentMb } from './dyno-memory.ts';

const before = { atMs: 0, residentMb: 100, mb: 60 };
const quiet = { atMs: 5_000, residentMb: 101, quotaMb: 512, eachMs: 20_000 };
const cases = [
  { it: 'is due at first', before: null, now: quiet, expect: true },
  { it: 'waits while nothing happens', before, now: quiet, expect: false },
  { it: 'is due after a while', before, now: { ...quiet, atMs: 20_000 }, expect: true },
  { it: 'is due when the dyno has grown', before, now: { ...quiet, residentMb: 120 }, expect: true },
  { it: 'is due when the dyno has shrunk', before, now: { ...quiet, residentMb: 80 }, expect: true },
  { it: 'is due near the quota', before, now: { ...quiet, quotaMb: 120 }, expect: true },
];

describe('memoryIsDue', () => {
  for (const c of cases) it(c.it, () => assert.equal(memoryIsDue(c.before, c.now), c.expect));
});

describe('what /proc says of memory', () => {
  it('resident pages are megabytes', () => assert.equal(residentMb('5000 512 100 1 0 300 0\n'), 2));
  it('a process that is gone uses none', () => assert.equal(residentMb(''), 0));
  it('reads the proportional size', () => assert.equal(pssKb('5555-7fff ---p [rollup]\nRss:   2000 kB\nPss:   1234 kB\n'), 1234));
  it('knows when there is no figure', () => assert.equal(pssKb(''), null));
});
