import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'traveler_dilemma',
  doc: 'Two travellers claim what their lost luggage was worth; the lower claim counts, and is rewarded.',
  groupSize: 2,
  constants: { adjustmentAbs: 2, minAmount: 2, maxAmount: 100 },
  player: {
    claim: field.money({ min: 2, max: 100, label: 'How much do you claim?', doc: 'What the player claimed' }),
    adjustment: field.money({ min: null, doc: 'Reward or penalty' }),
  },
  group: {
    lowerClaim: field.money({ doc: 'The lower of both claims' }),
  },
});

const Introduction = game.page('Introduction', {
  title: 'Introduction',
  view: ({ c, money, next }) => html`
    <p>An airline has lost two suitcases with the same things in them: yours and another traveller’s. It does not know what
      they were worth, so it asks both of you at the same time. You may claim from ${money(c.minAmount)} to
      ${money(c.maxAmount)}.</p>
    <p>If both claim the same, both get it. If not, the airline believes the lower claim and pays it to both, with
      ${money(c.adjustmentAbs)} more for the one who made it and ${money(c.adjustmentAbs)} less for the other.</p>
    ${next}`,
});

const Claim = game.page('Claim', {
  title: 'Your claim',
  form: ['claim'],
  view: ({ form, next }) => html`${form} ${next}`,
});

const Settle = game.wait('ResultsWaitPage', {
  onAllArrive(group, { c }) {
    const claims = group.players.map((player) => player.claim);
    group.lowerClaim = Math.min(...claims);
    const areEqual = group.lowerClaim === Math.max(...claims);
    for (const player of group.players) {
      const reward = player.claim === group.lowerClaim ? c.adjustmentAbs : -c.adjustmentAbs;
      player.adjustment = areEqual ? 0 : reward;
      player.payoff = group.lowerClaim + player.adjustment;
    }
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, group, money, next }) => html`
    <p>You earned <b>${money(player.payoff)}</b>.</p>
    <table class="table">
      <tr><th scope="row">You claimed</th><td>${money(player.claim)}</td></tr>
      <tr><th scope="row">The other claimed</th><td>${player.others.map((other) => money(other.claim))}</td></tr>
      <tr><th scope="row">The lower claim</th><td>${money(group.lowerClaim)}</td></tr>
      <tr><th scope="row">Your reward or penalty</th><td>${money(player.adjustment)}</td></tr>
    </table>
    ${next}`,
});

export default game.sequence(Introduction, Claim, Settle, Results);
