import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { BadGame } from '../errors.ts';
import { defineGame } from './define-game.ts';
import { field } from './fields.ts';
import { message } from './message.ts';

const game = defineGame({
  name: 'market',
  groupSize: 2,
  constants: { penalty: 2 },
  player: { offer: field.money().optional(), solved: field.int({ initial: 0 }) },
  records: { trade: { buyer: field.int(), price: field.money(), note: field.text().optional() } },
});

describe('a live page', () => {
  it('types its handlers, its script and its rows by what it declares', () => {
    const Market = game.live('Market', {
      timeout: ({ c }) => c.penalty,
      messages: { quote: message<{ price: number }>(), checked: message({ price: field.money() }), withdraw: message<{}>() },
      state: ({ group, records }) => ({
        offers: group.players.map((player) => player.offer),
        trades: records.trade.inGroup().map((trade) => ({ price: trade.price, at: trade.at, by: trade.player?.id })),
      }),
      on: {
        withdraw({ player, push }) {
          player.offer = null;
          push();
        },
        checked: ({ player }, { price }) => void (player.offer = price),
        quote({ player, records, reject, finish, send }, { price }) {
          const last = records.trade.mine().at(-1) ?? reject('Nothing yet.');
          last.price = price;
          records.trade.add({ buyer: player.id, price });
          send('group', { sold: price });
          finish('group');
        },
      },
      view: ({ chat }) => html`${chat({ channel: 1 })}`,
      script({ el, send, onState, fill, html: markup }) {
        el('go').addEventListener('click', () => send.quote({ price: Number(el('price').value) }));
        onState((state) => fill('book', markup`${state.trades.map((trade) => trade.price)}`));
      },
    });
    assert.deepEqual(Object.keys(Market.definition.live?.messages ?? {}), ['quote', 'checked', 'withdraw']);
  });

  it('types what a task hands on', () => {
    const ask = game.task({
      message: message<{ text: string }>(),
      read: ({ player }, { text }) => ({ text, solved: player.solved }),
      work: async ({ text, solved }, { stream }) => {
        stream('me', text);
        return text.length + solved;
      },
      write: ({ player, push }, length) => {
        player.solved = length;
        push();
      },
    });
    const Page = game.live('Page', { tasks: { ask }, view: () => html``, script: ({ send }) => send.ask({ text: 'hello' }) });
    assert.equal(Page.definition.live?.tasks['ask'], ask);
  });

  it('does not compile with a wrong message, field or state', () => {
    game.live('Wrong', {
      messages: { quote: message<{ price: number }>() },
      state: () => ({ book: [1] }),
      on: {
        // @ts-expect-error -- a quote has no amount
        quote: ({ player }, { amount }) => void (player.offer = amount),
      },
      view: () => html``,
      script({ send, onState }) {
        // @ts-expect-error -- a price is a number
        send.quote({ price: 'much' });
        // @ts-expect-error -- there is no such message
        send.withdraw({});
        // @ts-expect-error -- the state has no trades
        onState((state) => state.trades);
      },
    });
    game.live('Wrong', {
      view: () => html``,
      // @ts-expect-error -- a state is only looked at
      state: ({ player }) => (player.solved = 2),
    });
    game.page('Wrong', {
      view: () => html``,
      onSubmit({ records }) {
        // @ts-expect-error -- a trade has no seller
        records.trade.add({ seller: 1 });
        // @ts-expect-error -- there is no such table
        records.bid.mine();
      },
    });
  });

  const wrong: readonly { it: string; make: () => unknown; message: RegExp }[] = [
    {
      it: 'a message that nobody hears',
      make: () => game.live('Market', { messages: { quote: message() }, view: () => html`` }),
      message: /nothing is said under on about the message quote/,
    },
    {
      it: 'a tick faster than ten a second',
      make: () => game.live('Market', { every: { ms: 1, run: () => {} }, view: () => html`` }),
      message: /every.ms is a number from 100/,
    },
    {
      it: 'a table with a field that every row has',
      make: () => defineGame({ name: 'tables', records: { trade: { at: field.int() } } }),
      message: /a field cannot be called at/,
    },
    {
      it: 'a table with a strange name',
      make: () => defineGame({ name: 'tables', records: { 'my table': {} } }),
      message: /the name of the table "my table"/,
    },
  ];
  for (const c of wrong)
    it(`is refused with ${c.it}`, () => assert.throws(c.make, (error) => error instanceof BadGame && c.message.test(error.message)));
});
