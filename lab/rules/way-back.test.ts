import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { clock } from '../game/clock.ts';
import { defineGame } from '../game/define-game.ts';
import { pageAt, sessionPlan } from './session-plan.ts';
import { pageBefore } from './way-back.ts';

const view = () => html``;
const before = defineGame({ name: 'before' });
const game = defineGame({ name: 'game', rounds: 2 });
const plan = sessionPlan([
  before.sequence(before.page('Other', { view })),
  game.sequence(
    game.page('One', { view }),
    game.page('Hidden', { view }),
    game.page('Three', { view }),
    game.page('Timed', { view, timeout: 20 }),
    game.page('Shared', { view, timeout: clock('part', { seconds: 100 }) }),
    game.wait('Wait'),
    game.page('After', { view }),
    game.page('Last', { view }),
  ),
]);

describe('the way back', () => {
  const cases = [
    { it: 'leads to the page before', from: 9, steps: 1, to: 'After' },
    { it: 'leads over pages that are not shown', from: 4, steps: 1, to: 'One' },
    { it: 'leads several pages back', from: 5, steps: 2, to: 'One' },
    { it: 'leads into the round before', from: 10, steps: 1, to: 'Last' },
    { it: 'does not lead across a wait page', from: 8, steps: 1, to: undefined },
    { it: 'does not lead into another game', from: 2, steps: 1, to: undefined },
    { it: 'does not lead to a page with a time limit of its own', from: 6, steps: 1, to: undefined },
    { it: 'leads past a page with a time limit', from: 6, steps: 2, to: 'Three' },
  ];
  for (const c of cases)
    it(c.it, () => {
      const from = pageAt(plan, c.from);
      assert.ok(from);
      const found = pageBefore(plan, from, { steps: c.steps, isShown: ({ page }) => page.name !== 'Hidden' });
      assert.equal(found?.page.name, c.to);
    });
});
