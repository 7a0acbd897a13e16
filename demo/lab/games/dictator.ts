import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'dictator',
  doc: 'One person decides how much of 100 points to keep; the other gets the rest.',
  groupSize: 2,
  constants: { endowment: 100 },
  group: {
    kept: field.money({ min: 0, max: 100, label: 'How much do you keep?', doc: 'What player 1 kept' }),
  },
});

const Introduction = game.page('Introduction', {
  title: 'Introduction',
  view: ({ c, player, money, next }) => html`
    <p>Two people share <b>${money(c.endowment)}</b>. One of them decides alone who gets how much.</p>
    <p>${player.id === 1 ? 'You decide, and the other person gets what you leave.' : 'The other person decides, and you get what is left.'}</p>
    ${next}`,
});

const Offer = game.page('Offer', {
  title: 'Your decision',
  show: ({ player }) => player.id === 1,
  form: { group: ['kept'] },
  view: ({ form, next }) => html`${form} ${next}`,
});

const Share = game.wait('ResultsWaitPage', {
  onAllArrive(group, { c }) {
    group.player(1).payoff = group.kept;
    group.player(2).payoff = c.endowment - group.kept;
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ c, player, group, money, next }) => html`
    <p>${player.id === 1 ? 'You' : 'The other person'} kept ${money(group.kept)} of ${money(c.endowment)}.</p>
    <p>You earned <b>${money(player.payoff)}</b>.</p>
    ${next}`,
});

export default game.sequence(Introduction, Offer, Share, Results);
