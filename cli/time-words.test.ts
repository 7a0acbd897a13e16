import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { age, herokuTime } from './time-words.ts';

describe('age', () => {
  const cases = [
    { ms: -5, expect: '0s' },
    { ms: 42_900, expect: '42s' },
    { ms: 300_000, expect: '5m' },
    { ms: 3_600_000, expect: '1h' },
    { ms: 200_000_000, expect: '2d' },
  ];
  for (const c of cases) it(`${c.ms} ms is ${c.expect}`, () => assert.equal(age(c.ms), c.expect));
});

it('writes times as Heroku does', () => assert.equal(herokuTime('2026-07-05T09:12:44.512Z'), '2026/07/05 09:12:44 +0000'));
