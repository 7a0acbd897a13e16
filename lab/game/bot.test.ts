import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { botMoves, defineBot, moveIn } from './bot.ts';
import { defineGame } from './define-game.ts';
import { field } from './fields.ts';

const game = defineGame({
  name: 'tried',
  groupSize: 2,
  player: { move: field.choice({ keep: 'Keep', give: 'Give' }), offer: field.money().optional() },
  group: { total: field.money() },
  config: { prize: field.money({ initial: 10 }) },
});
const Decide = game.page('Decide', { form: ['move', 'offer'], view: () => html`` });
const Total = game.page('Total', { form: { group: ['total'] }, view: () => html`` });
const Results = game.page('Results', { view: () => html`` });
const played = game.sequence(Decide, game.wait('Settle'), Total, Results);

describe('what a bot may yield', () => {
  it('is known to the compiler: pages, fields and choices of its game', () => {
    const bot = defineBot(played, {
      cases: [{ move: 'keep', offers: [1, 2] }],
      settings: () => ({ prize: 5 }),
      *play({ player, group, case: k, submit, mustFail }) {
        yield ['Decide', { move: k.move, offer: k.offers[player.id - 1] }];
        yield ['Decide', { move: 'give', offer: null }];
        yield ['Total', { total: group.total }];
        yield ['Results'];
        yield submit('Decide', { move: 'give' }, { timedOut: true });
        yield mustFail('Decide', { move: 'take' }, { errors: ['move'] });
        yield mustFail('Decide', {}, { errors: ['__all__'] });
      },
    });
    assert.deepEqual(bot.cases, [{ move: 'keep', offers: [1, 2] }]);
  });

  it('does not compile when it is wrong', () => {
    const bots = [
      defineBot(played, {
        // @ts-expect-error -- there is no such page
        *play() {
          yield ['Decode'];
        },
      }),
      defineBot(played, {
        // @ts-expect-error -- nobody sends a wait page
        *play() {
          yield ['Settle'];
        },
      }),
      defineBot(played, {
        // @ts-expect-error -- the field is called move
        *play() {
          yield ['Decide', { mvoe: 'keep', offer: 1 }];
        },
      }),
      defineBot(played, {
        // @ts-expect-error -- the page asks for an offer, too
        *play() {
          yield ['Decide', { move: 'keep' }];
        },
      }),
      defineBot(played, {
        // @ts-expect-error -- there is no such choice
        *play() {
          yield ['Decide', { move: 'take', offer: 1 }];
        },
      }),
      defineBot(played, {
        *play({ player, mustFail }) {
          // @ts-expect-error -- there is no such field
          yield mustFail('Decide', {}, { errors: ['mvoe'] });
          // @ts-expect-error -- a bot only reads
          player.move = 'give';
        },
      }),
      defineBot(played, {
        // @ts-expect-error -- the game has no such parameter
        settings: () => ({ price: 5 }),
        *play() {},
      }),
    ];
    assert.equal(bots.length, 7);
  });
});

describe('what a bot yielded', () => {
  const page = { values: {}, timedOut: false, checkHtml: true, refusal: null };
  const cases = [
    { it: 'a page', yielded: ['Results'], expect: { ...page, page: 'Results' } },
    { it: 'a page with answers', yielded: ['Decide', { offer: 1 }], expect: { ...page, page: 'Decide', values: { offer: 1 } } },
    {
      it: 'a page that must be refused',
      yielded: botMoves.mustFail('Decide', {}, { errors: ['move'] }),
      expect: { ...page, page: 'Decide', refusal: ['move'] },
    },
    { it: 'no page', yielded: 'Results', expect: null },
    { it: 'answers that are none', yielded: ['Decide', 3], expect: null },
  ];
  for (const c of cases) it(`is ${c.it}`, () => assert.deepEqual(moveIn(c.yielded), c.expect));
});
