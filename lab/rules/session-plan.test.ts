import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import type { PlayableGame } from '../game/definition.ts';
import { field } from '../game/fields.ts';
import { nextStop } from './page-sequence.ts';
import { checkHeadcount, fingerprint, headcountStep, pageAt, sessionPlan, subOfRound } from './session-plan.ts';

interface Shape {
  readonly name: string;
  readonly pages: readonly string[];
  readonly rounds?: number;
  readonly groupSize?: number | null;
}

/** Names that end in `Wait` are wait pages. */
function play({ name, pages, rounds = 1, groupSize = null }: Shape): PlayableGame {
  const game = defineGame({ name, rounds, groupSize });
  return game.sequence(...pages.map((page) => (page.endsWith('Wait') ? game.wait(page) : game.page(page, { view: () => html`` }))));
}

const a = play({ name: 'a', pages: ['A1', 'A2'], rounds: 3, groupSize: 2 });
const b = play({ name: 'b', pages: ['B1'], groupSize: 3 });
const plan = sessionPlan([a, b]);

describe('the pages of a session', () => {
  it('are each game’s, for each of its rounds, game after game', () => {
    const names = plan.pages.map(({ index, playable, round, page }) => `${index} ${playable.game.name} ${round} ${page.name}`);
    assert.deepEqual(names, ['1 a 1 A1', '2 a 1 A2', '3 a 2 A1', '4 a 2 A2', '5 a 3 A1', '6 a 3 A2', '7 b 1 B1']);
  });
  it('end before the first and after the last', () => assert.deepEqual([pageAt(plan, 0), pageAt(plan, 8)], [null, null]));
  it('have a mark that changes with them, and only with them', () => {
    assert.equal(fingerprint(plan), fingerprint(sessionPlan([play({ name: 'a', pages: ['A1', 'A2'], rounds: 3 }), b])));
    assert.notEqual(fingerprint(plan), fingerprint(sessionPlan([play({ name: 'a', pages: ['A2', 'A1'], rounds: 3 }), b])));
  });
  it('know another round of the same game, and no round beyond', () => {
    assert.equal(subOfRound(plan, 3, 1), 1);
    assert.throws(() => subOfRound(plan, 3, 4), { message: 'a has rounds 1 to 3; there is no round 4.' });
  });
  it('share a field of participants only when its kind is the same', () => {
    const one = defineGame({ name: 'one', participant: { mark: field.int() } }).sequence();
    const other = defineGame({ name: 'other', participant: { mark: field.text() } }).sequence();
    assert.throws(() => sessionPlan([one, other]), { code: 'LAB_BAD_GAME' });
  });
});

describe('how many can play', () => {
  it('is a multiple of every group size', () => assert.equal(headcountStep([a, b]), 6));
  for (const people of [6, 12]) it(`${people} can`, () => checkHeadcount([a, b], people));
  for (const people of [0, 4, 7, 6.5, -6]) {
    it(`${people} cannot, and the words name the multiple`, () =>
      assert.throws(() => checkHeadcount([a, b], people), { code: 'LAB_BAD_SESSION', message: /a multiple of 6/ }));
  }
});

describe('the next stop', () => {
  const waiting = sessionPlan([play({ name: 'w', pages: ['P1', 'W1Wait', 'P2', 'W2Wait'] })]);
  it('is the next page that is shown, past wait pages that are not', () => {
    const stop = nextStop(waiting, { from: 1, jumpTo: null }, { isShown: ({ page }) => page.name === 'P2' });
    assert.deepEqual([stop.index, stop.passed.map(({ page }) => page.name)], [3, ['W1Wait']]);
  });
  it('is one past the last page when nothing is shown any more', () => {
    const stop = nextStop(waiting, { from: 1, jumpTo: null }, { isShown: () => false });
    assert.deepEqual([stop.index, stop.place, stop.passed.length], [5, null, 2]);
  });
});
