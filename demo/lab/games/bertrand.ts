import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'bertrand',
  doc: 'Two sellers name a price; the buyer takes the lower one.',
  groupSize: 2,
  constants: { maximumPrice: 100 },
  player: {
    price: field.money({ min: 0, max: 100, label: 'What is your price?', doc: 'The price the player asked' }),
    isWinner: field.bool({ doc: 'Whether the player sold' }),
  },
  group: {
    winningPrice: field.money({ doc: 'The lower price' }),
  },
});

const Introduction = game.page('Introduction', {
  title: 'Introduction',
  view: ({ c, money, next }) => html`
    <p>You and one other person sell the same thing to one buyer, who needs one piece of it. It costs you nothing.</p>
    <p>Both of you name a price from ${money(0)} to ${money(c.maximumPrice)} at the same time. The buyer takes the cheaper
      offer, and that seller earns the price; the other earns nothing. Between equal prices chance decides.</p>
    ${next}`,
});

const Decide = game.page('Decide', {
  title: 'Your price',
  form: ['price'],
  view: ({ form, next }) => html`${form} ${next}`,
});

const Sell = game.wait('ResultsWaitPage', {
  onAllArrive(group, { random }) {
    group.winningPrice = Math.min(...group.players.map((player) => player.price));
    const seller = random.pick(group.players.filter((player) => player.price === group.winningPrice));
    for (const player of group.players) {
      player.isWinner = player === seller;
      player.payoff = player.isWinner ? player.price : 0;
    }
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, money, next }) => html`
    <p>${player.isWinner ? 'The buyer took your offer.' : 'The buyer took the other offer.'}
      You earned <b>${money(player.payoff)}</b>.</p>
    <table class="table">
      <tr><th scope="row">Your price</th><td>${money(player.price)}</td></tr>
      <tr><th scope="row">The other’s price</th><td>${player.others.map((other) => money(other.price))}</td></tr>
    </table>
    ${next}`,
});

export default game.sequence(Introduction, Decide, Sell, Results);
