import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { BadGame } from '../errors.ts';
import { defineGame, type Player } from './define-game.ts';
import { field } from './fields.ts';

const game = defineGame({
  name: 'typed',
  groupSize: 2,
  roles: ['Buyer', 'Seller'],
  constants: { payoffs: { keep: { keep: 1, give: 2 }, give: { keep: 0, give: 3 } }, list: [1, 2] },
  player: {
    move: field.choice({ keep: 'Keep', give: 'Give' }),
    offer: field.money().optional(),
    sure: field.bool(),
  },
  group: { total: field.money() },
  participant: { expiry: field.float() },
  config: { treatment: field.choice({ a: 'A', b: 'B' }) },
  onCreate(subsession, { random }) {
    for (const player of subsession.players) player.sure = random.int(0, 1) === 1;
  },
  checks: {
    offer: (value) => (value !== null && value > 10 ? 'Too much.' : null),
  },
});

describe('the schema types the pages', () => {
  it('knows each field, role, choice and constant', () => {
    const total = (player: Player<typeof game>): number => (player.role === 'Buyer' ? player.group.total : (player.offer ?? 0));
    const Decide = game.page('Decide', {
      form: ['move', 'offer'],
      limits: ({ player }) => ({ offer: { max: player.id } }),
      timeout: ({ participant, now }) => participant.expiry - now / 1000,
      validate: (values) => {
        if (values.move === 'give' && values.offer === null) return { offer: 'Say how much.' };
        return null;
      },
      onSubmit: ({ player, timedOut }) => {
        if (timedOut) player.payoff = 0;
      },
      view: ({ form, next, config, money }) => html`${form.field('move')} ${form} ${config.treatment} ${money(3)} ${next}`,
    });
    const Settle = game.wait('Settle', {
      onAllArrive(group, { c }) {
        for (const player of group.players) player.payoff = c.payoffs[player.move][player.others[0]?.move ?? 'keep'] + total(player);
      },
    });
    const Everybody = game.wait('Everybody', {
      scope: 'all',
      onAllArrive(subsession) {
        for (const group of subsession.groups) group.total = 0;
      },
    });
    const sequence = game.sequence(Decide, Settle, Everybody);
    assert.deepEqual(
      sequence.pages.map((page) => page.name),
      ['Decide', 'Settle', 'Everybody'],
    );
  });

  it('does not compile with a wrong name', () => {
    game.page('Wrong', {
      // @ts-expect-error -- there is no such field
      form: ['mvoe'],
      view: () => html``,
    });
    game.page('Wrong', {
      // @ts-expect-error -- a view cannot write
      view: ({ player }) => html`${String((player.sure = true))}`,
    });
    game.page('Wrong', {
      form: ['move'],
      // @ts-expect-error -- the form does not ask for it
      view: ({ form }) => html`${form.field('offer')}`,
    });
    game.wait('Wrong', {
      onAllArrive(group) {
        // @ts-expect-error -- a group has no contribution
        group.contribution = 1;
      },
    });
    game.wait('Wrong', {
      scope: 'all',
      // @ts-expect-error -- who waits for everybody gets the subsession
      onAllArrive: (subsession) => subsession.total,
    });
    // @ts-expect-error -- no such move
    const move: Player<typeof game>['move'] = 'defekt';
    assert.equal(move, 'defekt');
  });
});

describe('defineGame refuses', () => {
  const cases = [
    { it: 'a name with a space', options: { name: 'my game' } },
    { it: 'groups of one', options: { name: 'a', groupSize: 1 } },
    { it: 'no rounds', options: { name: 'a', rounds: 0 } },
    { it: 'more roles than players', options: { name: 'a', groupSize: 2, roles: ['x', 'y', 'z'] } },
    { it: 'a field that hides a member', options: { name: 'a', player: { payoff: field.money() } } },
  ];
  for (const c of cases) it(c.it, () => assert.throws(() => defineGame(c.options), BadGame));

  it('two pages of one name', () => {
    const page = game.page('Twice', { view: () => html`` });
    assert.throws(() => game.sequence(page, page), BadGame);
  });

  it('changes to constants', () => {
    const { constants } = game.definition;
    assert.throws(() => Object.assign(constants, { payoffs: 1 }), TypeError);
  });
});
