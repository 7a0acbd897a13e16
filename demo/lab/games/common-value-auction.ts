import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'common_value_auction',
  doc: 'People bid for something that is worth the same to all of them, but nobody knows how much.',
  constants: { bidMin: 0, bidMax: 10, bidNoise: 1 },
  config: {
    itemValue: field.money({ min: 0, max: 10, label: 'Value of the item', help: 'Empty: chance decides.' }).optional(),
  },
  player: {
    itemValueEstimate: field.money({ doc: 'What the player was told about the value' }),
    bidAmount: field.money({ min: 0, max: 10, label: 'How much do you bid?', doc: 'The player’s bid' }),
    isWinner: field.bool({ initial: false, doc: 'Whether the player got the item' }),
  },
  group: {
    itemValue: field.money({ doc: 'What the item is worth' }),
    highestBid: field.money({ doc: 'The winner’s bid' }),
  },
  onCreate(subsession, { c, config, random }) {
    for (const group of subsession.groups) group.itemValue = config.itemValue ?? toTenths(c.bidMax * random.float());
  },
});

const Introduction = game.page('Introduction', {
  title: 'Introduction',
  view: ({ c, money, next }) => html`
    <p>One item is sold by auction to the people in this session. It is worth the same to everybody, something from
      ${money(c.bidMin)} to ${money(c.bidMax)}, but nobody knows how much.</p>
    <p>Each of you gets an estimate, which is wrong by at most ${money(c.bidNoise)}. Then all bid at the same time. The
      highest bid wins the item and is paid; the winner earns what the item is worth beyond the bid, but never less than
      ${money(0)}. Nobody else earns anything. Between equal bids chance decides.</p>
    ${next}`,
  onSubmit({ player, group, c, random }) {
    const error = c.bidNoise * (2 * random.float() - 1);
    player.itemValueEstimate = Math.min(c.bidMax, Math.max(c.bidMin, toTenths(group.itemValue + error)));
  },
});

const Bid = game.page('Bid', {
  title: 'Your bid',
  form: ['bidAmount'],
  view: ({ player, money, form, next }) => html`
    <p>You are told that the item is worth about <b>${money(player.itemValueEstimate)}</b>.</p>
    ${form} ${next}`,
});

const Sell = game.wait('ResultsWaitPage', {
  onAllArrive(group, { random }) {
    group.highestBid = Math.max(...group.players.map((player) => player.bidAmount));
    const winner = random.pick(group.players.filter((player) => player.bidAmount === group.highestBid));
    winner.isWinner = true;
    winner.payoff = Math.max(0, group.itemValue - winner.bidAmount);
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, group, money, next }) => html`
    <p>${player.isWinner ? 'Your bid was the highest: you won the item.' : 'You did not win the item.'}
      ${player.isWinner && player.bidAmount > group.itemValue && 'You bid more than it is worth.'}
      You earned <b>${money(player.payoff)}</b>.</p>
    <table class="table">
      <tr><th scope="row">Your bid</th><td>${money(player.bidAmount)}</td></tr>
      <tr><th scope="row">Highest bid</th><td>${money(group.highestBid)}</td></tr>
      <tr><th scope="row">What the item is worth</th><td>${money(group.itemValue)}</td></tr>
    </table>
    ${next}`,
});

function toTenths(amount: number): number {
  return Math.round(10 * amount) / 10;
}

export default game.sequence(Introduction, Bid, Sell, Results);
