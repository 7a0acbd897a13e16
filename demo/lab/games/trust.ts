import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'trust',
  doc: 'One person may send points to another; they are tripled, and the other may send some back.',
  groupSize: 2,
  constants: { endowment: 100, multiplier: 3 },
  group: {
    sentAmount: field.money({ min: 0, max: 100, label: 'How much do you send?', doc: 'What player 1 sent' }),
    sentBackAmount: field.money({ min: 0, label: 'How much do you send back?', doc: 'What player 2 sent back' }),
  },
});

const Introduction = game.page('Introduction', {
  title: 'Introduction',
  view: ({ c, player, money, next }) => html`
    <p>Person A has <b>${money(c.endowment)}</b> and may send any part of it to person B. On its way it is multiplied by
      ${c.multiplier}. Then B decides how much of what arrived goes back to A.</p>
    <p>You are person ${player.id === 1 ? 'A' : 'B'}.</p>
    ${next}`,
});

const Send = game.page('Send', {
  title: 'Your decision',
  show: ({ player }) => player.id === 1,
  form: { group: ['sentAmount'] },
  view: ({ form, next }) => html`${form} ${next}`,
});

const WaitForA = game.wait('SendBackWaitPage');

const SendBack = game.page('SendBack', {
  title: 'Your decision',
  show: ({ player }) => player.id === 2,
  form: { group: ['sentBackAmount'] },
  limits: ({ c, group }) => ({ sentBackAmount: { max: c.multiplier * group.sentAmount } }),
  view: ({ c, group, money, form, next }) => html`
    <p>Person A sent ${money(group.sentAmount)}, so you have <b>${money(c.multiplier * group.sentAmount)}</b>.</p>
    ${form} ${next}`,
});

const Pay = game.wait('ResultsWaitPage', {
  onAllArrive(group, { c }) {
    group.player(1).payoff = c.endowment - group.sentAmount + group.sentBackAmount;
    group.player(2).payoff = c.multiplier * group.sentAmount - group.sentBackAmount;
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ c, player, group, money, next }) => html`
    <p>You earned <b>${money(player.payoff)}</b>.</p>
    <table class="table">
      <tr><th scope="row">Person A sent</th><td>${money(group.sentAmount)}</td></tr>
      <tr><th scope="row">Person B received</th><td>${money(c.multiplier * group.sentAmount)}</td></tr>
      <tr><th scope="row">Person B sent back</th><td>${money(group.sentBackAmount)}</td></tr>
    </table>
    ${next}`,
});

export default game.sequence(Introduction, Send, WaitForA, SendBack, Pay, Results);
