import { defineGame, field, html, message } from 'rostra/lab';

const game = defineGame({
  name: 'double_auction',
  doc: 'Three buyers and three sellers quote prices until they agree.',
  groupSize: 6,
  rounds: 3,
  constants: { values: [100, 80, 60], costs: [20, 40, 60], seconds: 120 },
  player: {
    isBuyer: field.bool({ doc: 'Whether the player buys' }),
    limit: field.money({ doc: 'A buyer’s value or a seller’s cost' }),
    offer: field.money({ doc: 'The standing bid or ask' }).optional(),
    traded: field.bool({ initial: false, doc: 'Whether the player has traded' }),
  },
  records: {
    trade: { buyer: field.int(), seller: field.int(), price: field.money() },
  },
});

const Introduction = game.page('Introduction', {
  title: 'A market',
  show: ({ player }) => player.round === 1,
  view: ({ c, next }) => html`
    <p>Three people buy and three sell. Each buyer knows what a piece is worth to them, each seller what it costs them;
      nobody else knows. Everybody trades one piece at most, within ${c.seconds} seconds.</p>
    <p>Quote a price: what you would pay, or what you want. When it meets a quote of the other side, you trade at the price
      that stood there before. A buyer earns the value less the price, a seller the price less the cost.</p>
    ${next}`,
});

const Deal = game.wait('Deal', {
  onAllArrive(group, { c }) {
    for (const player of group.players) {
      player.isBuyer = player.id <= 3;
      player.limit = (player.isBuyer ? c.values[player.id - 1] : c.costs[player.id - 4]) ?? 0;
    }
  },
});

const Market = game.live('Market', {
  title: 'The market',
  log: true,
  timeout: ({ c }) => c.seconds,
  messages: { quote: message({ price: field.money({ label: 'The price', max: 1_000 }) }), withdraw: message() },
  // What every browser shows. Sent on load, after a reconnect and after each push().
  state: ({ player, group, records, money }) => {
    const quotes = (isBuyer: boolean) =>
      group.players
        .filter((one) => one.isBuyer === isBuyer && one.offer !== null)
        .map((one) => ({ price: one.offer ?? 0, text: money(one.offer ?? 0), isMine: one === player }));
    return {
      bids: quotes(true).sort((a, b) => b.price - a.price),
      asks: quotes(false).sort((a, b) => a.price - b.price),
      trades: records.trade
        .inGroup()

        .map((trade) => ({ price: trade.price, text: money(trade.price), isMine: [trade.buyer, trade.seller].includes(player.id) })),
      hasOffer: player.offer !== null,
      hasTraded: player.traded,
      earned: money(player.payoff),
    };
  },
  on: {
    withdraw({ player, push }) {
      player.offer = null;
      push();
    },
    quote({ player, group, records, money, push, reject, finish }, { price }) {
      if (player.traded) reject('You have already traded.');
      if (player.isBuyer ? price > player.limit : price < player.limit)
        reject(`At ${money(price)} you would lose money: your limit is ${money(player.limit)}.`);
      const standing = group.players.flatMap((other) =>
        other.offer === null || other.isBuyer === player.isBuyer ? [] : [{ other, deal: other.offer }],
      );
      const [match] = standing
        .filter(({ deal }) => (player.isBuyer ? deal <= price : deal >= price))
        .sort((a, b) => (player.isBuyer ? a.deal - b.deal : b.deal - a.deal));
      if (!match) {
        player.offer = price;
        push();
        return;
      }
      const { other, deal } = match; // the standing quote sets the price
      const [buyer, seller] = player.isBuyer ? [player, other] : [other, player];
      buyer.payoff = buyer.limit - deal;
      seller.payoff = deal - seller.limit;
      for (const one of [buyer, seller]) {
        one.offer = null;
        one.traded = true;
      }
      records.trade.add({ buyer: buyer.id, seller: seller.id, price: deal });
      push();
      if (group.players.every((one) => one.traded)) finish('group');
    },
  },
  view: ({ player, money }) => html`
    <p>You ${player.isBuyer ? 'buy' : 'sell'}. ${player.isBuyer ? 'The piece is worth' : 'Your piece costs you'}
      <b>${money(player.limit)}</b>${player.isBuyer ? ' to you' : ''}.</p>
    <div id="mine"></div>
    <div class="input-group" id="entry">
      <label class="input-group-text" for="price">${player.isBuyer ? 'I pay' : 'I want'}</label>
      <input id="price" class="form-control" type="number" inputmode="numeric" min="0" max="1000">
      <button type="button" class="btn btn-primary" id="go">Quote</button>
      <button type="button" class="btn btn-outline-secondary" id="back" hidden>Withdraw</button>
    </div>
    <div id="book" aria-live="polite"></div>`,
  // Runs in the browser; typed against `state` and `messages` above.
  script({ el, send, onState, fill, html: markup }) {
    const quote = () => {
      if (el('price').value !== '') send.quote({ price: Number(el('price').value) });
      el('price').value = '';
    };
    el('go').addEventListener('click', quote);
    el('price').addEventListener('keydown', ({ key }) => key === 'Enter' && quote());
    el('back').addEventListener('click', () => send.withdraw({}));
    const list = (quotes: readonly { text: string; isMine: boolean }[]) =>
      quotes.length === 0
        ? markup`<li class="list-group-item text-secondary">none</li>`
        : quotes.map(
            ({ text, isMine }) =>
              markup`<li class="list-group-item r-num">${text}${isMine && markup` <span class="badge text-bg-primary">you</span>`}</li>`,
          );
    onState((state) => {
      el('back').hidden = !state.hasOffer;
      el('entry').hidden = state.hasTraded;
      fill('mine', markup`${state.hasTraded && markup`<p role="status">You have traded and earned <b>${state.earned}</b>.</p>`}`);
      fill(
        'book',
        markup`<div class="row g-3">
          <div class="col-6"><h2 class="h6">Buyers pay</h2><ul class="list-group">${list(state.bids)}</ul></div>
          <div class="col-6"><h2 class="h6">Sellers want</h2><ul class="list-group">${list(state.asks)}</ul></div></div>
          <h2 class="h6 mt-3">Traded at</h2><ol class="list-group list-group-horizontal flex-wrap">${list(state.trades)}</ol>`,
      );
    });
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, group, records, money, next }) => html`
    <p>${player.traded ? html`You traded and earned <b>${money(player.payoff)}</b>.` : 'You did not trade.'}</p>
    <p>Pieces traded in your market: ${records.trade.inGroup().length} of ${group.players.length / 2}.</p>
    ${next}`,
});

export default game.sequence(Introduction, Deal, Market, Results);
