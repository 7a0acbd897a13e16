import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { jumpIndex, upcomingGames, type JumpTarget } from './jump.ts';
import { pageAt, sessionPlan, type PagePlace } from './session-plan.ts';

const view = () => html``;
function gameOf(name: string, rounds: number) {
  const game = defineGame({ name, rounds });
  return game.sequence(game.page('First', { view }), game.wait('Wait'), game.page('Last', { view }));
}
const plan = sessionPlan([gameOf('one', 2), gameOf('two', 1), gameOf('three', 1)]);
function place(index: number): PagePlace {
  const found = pageAt(plan, index);
  assert.ok(found);
  return found;
}

describe('goto', () => {
  const cases: { it: string; from: number; target: JumpTarget; to: number | RegExp }[] = [
    { it: 'leads to the first page of a later game, over its own further rounds', from: 1, target: 'two', to: 7 },
    { it: 'leads over other games', from: 2, target: 'three', to: 10 },
    { it: 'leads to the end', from: 4, target: 'end', to: 13 },
    { it: 'leads to a later page of the round', from: 4, target: { page: 'Last' }, to: 6 },
    { it: 'never back', from: 7, target: 'one', to: /no game one comes after it\. There are: three\./ },
    { it: 'never to the game it is in', from: 1, target: 'one', to: /There are: two, three\./ },
    { it: 'never to a page before', from: 3, target: { page: 'First' }, to: /no page First after it/ },
    { it: 'not from the last game to another', from: 10, target: 'two', to: /There are: none\./ },
  ];
  for (const c of cases)
    it(c.it, () => {
      if (typeof c.to === 'number') assert.equal(jumpIndex({ plan, from: place(c.from) }, c.target), c.to);
      else assert.throws(() => jumpIndex({ plan, from: place(c.from) }, c.target), c.to);
    });

  it('knows the games that are still to come', () => {
    assert.deepEqual(upcomingGames({ plan, from: place(2) }), ['two', 'three']);
    assert.deepEqual(upcomingGames({ plan, from: place(12) }), []);
  });
});
