import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'trust_simple',
  doc: 'The trust game with ten points, where what goes back is chosen from a list.',
  groupSize: 2,
  constants: { endowment: 10, multiplier: 3 },
  group: {
    sentAmount: field.money({ min: 0, max: 10, label: 'How much do you send?', doc: 'What player 1 sent' }),
    sentBackAmount: field.money({ label: 'How much do you send back?', doc: 'What player 2 sent back' }),
  },
});

const Send = game.page('Send', {
  title: 'Your decision',
  show: ({ player }) => player.id === 1,
  form: { group: ['sentAmount'] },
  view: ({ c, money, form, next }) => html`
    <p>You have <b>${money(c.endowment)}</b>. You may send any part of it to one other person. On its way it is multiplied
      by ${c.multiplier}, and then the other decides how much of it comes back to you.</p>
    ${form} ${next}`,
});

const WaitForP1 = game.wait('WaitForP1');

const SendBack = game.page('SendBack', {
  title: 'Your decision',
  show: ({ player }) => player.id === 2,
  form: { group: ['sentBackAmount'] },
  limits: ({ c, group }) => ({
    sentBackAmount: { choices: Array.from({ length: c.multiplier * group.sentAmount + 1 }, (_, amount) => amount) },
  }),
  view: ({ c, group, money, form, next }) => html`
    <p>One other person had ${money(c.endowment)} and sent you ${money(group.sentAmount)}. They were multiplied by
      ${c.multiplier}, so you have <b>${money(c.multiplier * group.sentAmount)}</b>. You may send some of it back.</p>
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
  view: ({ player, group, money }) => html`
    <p>${player.id === 1 ? 'You sent' : 'The other sent'} ${money(group.sentAmount)}, and
      ${money(group.sentBackAmount)} came back.</p>
    <p>You earned <b>${money(player.payoff)}</b>.</p>`,
});

export default game.sequence(Send, WaitForP1, SendBack, Pay, Results);
