import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slowestOf } from './slowest.ts';

describe('the slowest of a session of three pages', () => {
  const cases = [
    { it: 'are on the lowest page', at: [2, 1, 3, 1], onlyStarted: false, expect: 1 },
    { it: 'have not started', at: [0, 1, 0], onlyStarted: false, expect: 0 },
    { it: 'have started, when only those are meant', at: [0, 2, 3], onlyStarted: true, expect: 2 },
    { it: 'have not finished', at: [4, 3, 4], onlyStarted: false, expect: 3 },
    { it: 'are nobody when all have finished', at: [4, 4], onlyStarted: false, expect: null },
    { it: 'are nobody when nobody has started and only those are meant', at: [0], onlyStarted: true, expect: null },
  ];
  for (const { it: name, at, onlyStarted, expect } of cases) {
    it(name, () => {
      const people = at.map((pageIndex) => ({ pageIndex, place: pageIndex }));
      assert.equal(slowestOf(people, { maxPageIndex: 3, onlyStarted })?.pageIndex ?? null, expect);
    });
  }

  it('are those who have played least in their own order of the games, not those on the first page', () => {
    const people = [
      { pageIndex: 1, place: 3 },
      { pageIndex: 2, place: 1 },
      { pageIndex: 3, place: 1 },
    ];
    assert.deepEqual(slowestOf(people, { maxPageIndex: 3, onlyStarted: true }), people[1]);
  });
});
