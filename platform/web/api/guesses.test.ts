import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Guesses } from './guesses.ts';

function waitAfter(wrong: number): number {
  const guesses = new Guesses();
  for (let at = 0; at < wrong; at += 1) guesses.wrong('ada', 1_000);
  return guesses.waitMs('ada', 1_000);
}

describe('wrong guesses', () => {
  const cases = [
    { wrong: 0, waitMs: 0 },
    { wrong: 4, waitMs: 0 },
    { wrong: 5, waitMs: 2_000 },
    { wrong: 6, waitMs: 4_000 },
    { wrong: 9, waitMs: 32_000 },
    { wrong: 10, waitMs: 60_000 },
    { wrong: 500, waitMs: 60_000 },
  ];
  for (const c of cases) it(`${c.wrong} of them: ${c.waitMs} ms to wait`, () => assert.equal(waitAfter(c.wrong), c.waitMs));
  it('make only the one who guesses wait, and only for the time', () => {
    const guesses = new Guesses();
    for (let at = 0; at < 5; at += 1) guesses.wrong('ada', 0);
    assert.deepEqual([guesses.waitMs('ben', 0), guesses.waitMs('ada', 1_999), guesses.waitMs('ada', 2_000)], [0, 1, 0]);
  });
  it('are forgotten after a right one and after a quarter of an hour', () => {
    const guesses = new Guesses();
    for (let at = 0; at < 5; at += 1) guesses.wrong('ada', 0);
    guesses.wrong('ada', 900_000);
    assert.equal(guesses.waitMs('ada', 900_000), 0);
    for (let at = 0; at < 5; at += 1) guesses.wrong('ada', 900_000);
    guesses.right('ada');
    assert.equal(guesses.waitMs('ada', 900_000), 0);
  });
});
