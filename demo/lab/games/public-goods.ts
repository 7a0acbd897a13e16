import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'public_goods',
  doc: 'Three people decide how much to give to a common pot.',
  groupSize: 3,
  constants: { endowment: 100, multiplier: 1.8 },
  player: {
    contribution: field.money({ min: 0, max: 100, label: 'How much do you give to the pot?', doc: 'Points given to the pot' }),
  },
  group: {
    totalContribution: field.money({ doc: 'What the three gave together' }),
    individualShare: field.money({ doc: 'What each gets back from the pot' }),
  },
});

const Contribute = game.page('Contribute', {
  title: 'Your contribution',
  form: ['contribution'],
  view: ({ c, form, next, money, num }) => html`
    <p>You are in a group of three. Each of you has <b>${money(c.endowment)}</b>.</p>
    <p>Each decides how much to give to a common pot. The pot is multiplied by ${num(c.multiplier, 1)} and shared
      evenly among the three. You keep what you do not give.</p>
    ${form} ${next}`,
});

const ShareThePot = game.wait('ResultsWaitPage', {
  onAllArrive(group, { c }) {
    group.totalContribution = group.players.reduce((sum, player) => sum + player.contribution, 0);
    group.individualShare = (group.totalContribution * c.multiplier) / group.players.length;
    for (const player of group.players) player.payoff = c.endowment - player.contribution + group.individualShare;
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ c, player, group, money, next }) => html`
    <p>You earned <b>${money(player.payoff)}</b>.</p>
    <table class="table">
      <tr><th scope="row">You had</th><td>${money(c.endowment)}</td></tr>
      <tr><th scope="row">You gave</th><td>${money(player.contribution)}</td></tr>
      <tr><th scope="row">The group gave together</th><td>${money(group.totalContribution)}</td></tr>
      <tr><th scope="row">Your share of the pot</th><td>${money(group.individualShare)}</td></tr>
    </table>
    ${next}`,
});

export default game.sequence(Contribute, ShareThePot, Results);
