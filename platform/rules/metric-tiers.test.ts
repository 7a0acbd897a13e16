import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tierFor } from './metric-tiers.ts';

const now = 1_000_000_000;
const hour = 3600;

describe('tierFor', () => {
  const cases = [
    { it: 'the last minutes by the second', from: now - 720, to: now, expect: 1 },
    { it: 'two hours in tens of seconds', from: now - 2 * hour, to: now, expect: 10 },
    { it: 'a day by the minute', from: now - 24 * hour, to: now, expect: 60 },
    { it: 'a week in tens of minutes', from: now - 7 * 24 * hour, to: now, expect: 600 },
    { it: 'a year by the hour', from: now - 60 * 24 * hour, to: now, expect: 3600 },
    {
      it: 'a few minutes of this morning in tens of seconds, because seconds are gone',
      from: now - 6 * hour,
      to: now - 6 * hour + 300,
      expect: 10,
    },
    { it: 'a few minutes of last week by the minute', from: now - 7 * 24 * hour, to: now - 7 * 24 * hour + 300, expect: 60 },
    { it: 'more than all there is by the hour', from: 0, to: now, expect: 3600 },
  ];
  for (const { it: name, expect, ...time } of cases) it(name, () => assert.equal(tierFor(time, now).seconds, expect));
});
