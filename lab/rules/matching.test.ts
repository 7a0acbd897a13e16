import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { botsWanted, firstMatch, nextBalanced } from './matching.ts';

const line = (...keys: string[]) => keys.map((key, at) => ({ id: at + 1, key }));

describe('firstMatch', () => {
  const cases = [
    { it: 'waits for enough people', waiting: line('a', 'a'), size: 3, expect: null },
    { it: 'takes those who came first', waiting: line('a', 'a', 'a'), size: 2, expect: [1, 2] },
    { it: 'puts only equals together', waiting: line('a', 'b', 'a', 'b'), size: 2, expect: [1, 3] },
    { it: 'serves the key that was complete first', waiting: line('a', 'b', 'b', 'a'), size: 2, expect: [2, 3] },
    { it: 'keeps the order of coming as the order of ids', waiting: line('b', 'a', 'b'), size: 2, expect: [1, 3] },
    { it: 'can make groups of one', waiting: line('a'), size: 1, expect: [1] },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(firstMatch(c.waiting, c.size), c.expect));

  it('asked again and again, leaves fewer than a group of each key', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), (keys, size) => {
        let waiting = line(...keys);
        for (let group = firstMatch(waiting, size); group; group = firstMatch(waiting, size)) {
          const taken = new Set(group);
          assert.equal(taken.size, size);
          assert.equal(new Set(waiting.filter(({ id }) => taken.has(id)).map(({ key }) => key)).size, 1);
          waiting = waiting.filter(({ id }) => !taken.has(id));
        }
        for (const rest of Map.groupBy(waiting, ({ key }) => key).values()) assert.ok(rest.length < size);
      }),
    ));
});

describe('nextBalanced', () => {
  const cases = [
    { it: 'starts with the first named', counts: {}, shares: { low: 1, high: 1 }, expect: 'low' },
    { it: 'gives what has fewer', counts: { low: 2, high: 1 }, shares: { low: 1, high: 1 }, expect: 'high' },
    { it: 'keeps to shares', counts: { low: 1, high: 1 }, shares: { low: 1, high: 2 }, expect: 'high' },
    { it: 'gives nothing of what has no share', counts: { low: 9 }, shares: { off: 0, low: 1 }, expect: 'low' },
    { it: 'ignores values of former versions', counts: { old: 0 }, shares: { low: 1 }, expect: 'low' },
  ];
  for (const c of cases) it(c.it, () => assert.equal(nextBalanced(new Map(Object.entries(c.counts)), c.shares), c.expect));
});

describe('how many bots are to come', () => {
  const person = (seconds: number) => ({ isBot: false, waitedMs: 1_000 * seconds });
  const bot = { isBot: true, waitedMs: 99_000 };
  const cases = [
    { it: 'none before a person has waited long enough', left: [person(29)], expect: 0 },
    { it: 'as many as are missing', left: [person(30), person(2)], expect: 2 },
    { it: 'bots that are there count', left: [person(40), bot], expect: 2 },
    { it: 'none for bots among themselves', left: [bot, bot], expect: 0 },
    { it: 'none where nobody waits', left: [], expect: 0 },
  ];
  for (const c of cases) it(c.it, () => assert.equal(botsWanted(c.left, { size: 4, afterSeconds: 30 }), c.expect));
});
