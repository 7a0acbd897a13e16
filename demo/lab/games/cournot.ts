import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'cournot',
  doc: 'Two firms decide how much to produce; the more there is, the lower the price.',
  groupSize: 2,
  constants: { totalCapacity: 60, maxUnitsPerPlayer: 30 },
  player: {
    units: field.int({ min: 0, max: 30, label: 'How many units do you produce?', doc: 'Units the player produced' }),
  },
  group: {
    totalUnits: field.int({ doc: 'Units both produced together' }),
    unitPrice: field.money({ doc: 'What each unit was sold for' }),
  },
});

const Introduction = game.page('Introduction', {
  title: 'Introduction',
  view: ({ c, money, next }) => html`
    <p>You and one other person each run a firm that makes the same thing. Both decide at the same time how many units to
      produce, up to ${c.maxUnitsPerPlayer}. Producing costs nothing.</p>
    <p>Everything is sold. The price of a unit is ${money(c.totalCapacity)}, less ${money(1)} for each unit that the two
      of you produce together. You earn this price for each of your units.</p>
    ${next}`,
});

const Decide = game.page('Decide', {
  title: 'Your production',
  form: ['units'],
  view: ({ form, next }) => html`${form} ${next}`,
});

const Sell = game.wait('ResultsWaitPage', {
  title: 'The market opens soon',
  body: 'The price is known when the other firm has decided.',
  onAllArrive(group, { c }) {
    group.totalUnits = group.players.reduce((sum, player) => sum + player.units, 0);
    group.unitPrice = c.totalCapacity - group.totalUnits;
    for (const player of group.players) player.payoff = group.unitPrice * player.units;
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, group, money, next }) => html`
    <p>You earned <b>${money(player.payoff)}</b>.</p>
    <table class="table">
      <tr><th scope="row">Your units</th><td>${player.units}</td></tr>
      <tr><th scope="row">The other firm’s units</th><td>${player.others.map((other) => other.units)}</td></tr>
      <tr><th scope="row">Together</th><td>${group.totalUnits}</td></tr>
      <tr><th scope="row">Price of a unit</th><td>${money(group.unitPrice)}</td></tr>
    </table>
    ${next}`,
});

export default game.sequence(Introduction, Decide, Sell, Results);
