import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'ultimatum',
  doc: 'One person offers to divide an amount; the other takes the offer, or nobody gets anything.',
  groupSize: 2,
  roles: ['Proposer', 'Responder'],
  constants: { pie: 100 },
  config: {
    usesMinimum: field.bool({
      initial: false,
      label: 'The responder names the least they take before they know the offer (strategy method)',
      widget: 'checkbox',
    }),
  },
  group: {
    offer: field.money({ max: 100, label: 'How much do you offer?', doc: 'What the proposer offered' }),
    minimum: field.money({ max: 100, label: 'What is the least you take?', doc: 'The least the responder takes' }),
    accepted: field.bool({ label: 'Do you take it?', widget: 'buttons', doc: 'Whether the offer was taken' }),
  },
});

const Introduction = game.page('Introduction', {
  title: 'Introduction',
  view: ({ c, config, player, money, next }) => html`
    <p>The proposer divides <b>${money(c.pie)}</b> between the two of you. ${
      config.usesMinimum ? 'Meanwhile the responder names the least they take.' : 'The responder sees the offer and takes it or refuses it.'
    } When the offer is refused, nobody gets anything.</p>
    <p>You are the ${player.role.toLowerCase()}.</p>
    ${next}`,
});

const Offer = game.page('Offer', {
  title: 'Your offer',
  show: ({ player }) => player.role === 'Proposer',
  form: { group: ['offer'] },
  view: ({ form, next }) => html`${form} ${next}`,
});

const Minimum = game.page('Minimum', {
  title: 'Your answer',
  show: ({ player, config }) => player.role === 'Responder' && config.usesMinimum,
  form: { group: ['minimum'] },
  view: ({ form, next }) => html`${form} ${next}`,
});

const WaitForOffer = game.wait('AnswerWaitPage', {
  onAllArrive(group, { config }) {
    if (config.usesMinimum) group.accepted = group.offer >= group.minimum;
  },
});

const Answer = game.page('Answer', {
  title: 'Your answer',
  show: ({ player, config }) => player.role === 'Responder' && !config.usesMinimum,
  form: { group: ['accepted'] },
  view: ({ group, money, form }) => html`<p>You are offered <b>${money(group.offer)}</b>.</p> ${form}`,
});

const Pay = game.wait('ResultsWaitPage', {
  onAllArrive(group, { c }) {
    group.byRole('Proposer').payoff = group.accepted ? c.pie - group.offer : 0;
    group.byRole('Responder').payoff = group.accepted ? group.offer : 0;
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, group, money, next }) => html`
    <p>The offer was ${money(group.offer)}, and it was ${group.accepted ? 'taken' : 'refused'}.</p>
    <p>You earned <b>${money(player.payoff)}</b>.</p>
    ${next}`,
});

export default game.sequence(Introduction, Offer, Minimum, WaitForOffer, Answer, Pay, Results);
