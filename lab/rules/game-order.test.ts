import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { gamesInOrder, indexAfter, pagesBehind, placeInOrder } from './game-order.ts';
import { jumpIndex, upcomingGames } from './jump.ts';
import { nextStop } from './page-sequence.ts';
import { pageAt, sessionPlan } from './session-plan.ts';

function gameOf(name: string, pages: number) {
  const game = defineGame({ name });
  return game.sequence(...Array.from({ length: pages }, (_, at) => game.page(`${name}${at + 1}`, { view: () => html`` })));
}
const games = [gameOf('intro', 1), gameOf('a', 2), gameOf('b', 1), gameOf('c', 3), gameOf('end', 1)];
const plan = sessionPlan(games, { participant: {}, session: {}, shuffled: ['a', 'b', 'c'] });

/** The pages from the start to the end, as somebody with this order sees them. */
function way(order: readonly string[]): string[] {
  const seen: string[] = [];
  for (let index = indexAfter(plan, 0, order); index <= plan.pages.length; index = indexAfter(plan, index, order))
    seen.push(pageAt(plan, index)?.page.name ?? '');
  return seen;
}

describe('an order of one’s own', () => {
  const cases = [
    { order: [], expect: 'intro1 a1 a2 b1 c1 c2 c3 end1' },
    { order: ['a', 'b', 'c'], expect: 'intro1 a1 a2 b1 c1 c2 c3 end1' },
    { order: ['c', 'a', 'b'], expect: 'intro1 c1 c2 c3 a1 a2 b1 end1' },
    { order: ['b', 'c', 'a'], expect: 'intro1 b1 c1 c2 c3 a1 a2 end1' },
  ];
  for (const { order, expect } of cases) {
    it(`${order.join(' ') || 'none'}: ${expect}`, () => assert.equal(way(order).join(' '), expect));
    it(`${order.join(' ') || 'none'}: each page is one further than the one before`, () =>
      assert.deepEqual(
        way(order).map((name) => pagesBehind(plan, plan.pages.find(({ page }) => page.name === name)?.index ?? 0, order)),
        [0, 1, 2, 3, 4, 5, 6, 7],
      ));
    it(`${order.join(' ') || 'none'}: counts from the start, past the last page when all is played`, () =>
      assert.deepEqual(
        [0, 1, 9].map((index) => placeInOrder(plan, index, order)),
        [0, 1, 9],
      ));
  }
  it('decides which games are still to come, and where a jump leads', () => {
    const order = ['c', 'a', 'b'];
    const from = pageAt(plan, 6); // c2
    assert.ok(from);
    assert.deepEqual(gamesInOrder(plan, order), ['intro', 'c', 'a', 'b', 'end']);
    assert.deepEqual(upcomingGames({ plan, from, order }), ['a', 'b', 'end']);
    const jumpTo = jumpIndex({ plan, from, order }, 'b');
    const stop = nextStop(plan, { from: from.index, jumpTo, order }, { isShown: () => true });
    assert.equal(stop.place?.page.name, 'b1');
    assert.equal(nextStop(plan, { from: stop.index, jumpTo: null, order }, { isShown: () => true }).place?.page.name, 'end1');
  });
});
