import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Guesses, guessWindowMs, mostGuesses } from './guesses.ts';

describe('guesses at a key', () => {
  const guessed = (times: number, atMs = 0): Guesses => {
    const guesses = new Guesses();
    for (let time = 0; time < times; time += 1) guesses.wrong('a', atMs);
    return guesses;
  };
  const cases = [
    { it: 'some are looked at', times: mostGuesses - 1, nowMs: 0, waitMs: 0 },
    { it: 'too many are not, for the rest of the minute', times: mostGuesses, nowMs: 10_000, waitMs: guessWindowMs - 10_000 },
    { it: 'after the minute they are again', times: mostGuesses, nowMs: guessWindowMs, waitMs: 0 },
  ];
  for (const c of cases) it(c.it, () => assert.equal(guessed(c.times).waitMs('a', c.nowMs), c.waitMs));
  it('of one address are no other’s', () => assert.equal(guessed(mostGuesses).waitMs('b', 0), 0));
  it('of an earlier minute do not count', () => {
    const guesses = guessed(mostGuesses);
    guesses.wrong('a', guessWindowMs);
    assert.equal(guesses.waitMs('a', guessWindowMs), 0);
  });
});
