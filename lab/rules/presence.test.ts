import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { awayAfterMs, isAway } from './presence.ts';

describe('somebody is away', () => {
  const cases = [
    { it: 'after half a minute without a sign', seenAgoMs: awayAfterMs + 1, expect: true },
    { it: 'not before', seenAgoMs: awayAfterMs, expect: false },
    { it: 'not when their browser never said anything: then nothing is known', seenAgoMs: null, expect: false },
  ];
  for (const c of cases) it(c.it, () => assert.equal(isAway(c.seenAgoMs), c.expect));
});
