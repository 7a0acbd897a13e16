import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'volunteer_dilemma',
  doc: 'Three people profit when at least one of them volunteers, which has a price.',
  groupSize: 3,
  constants: { generalBenefit: 100, volunteerCost: 40 },
  player: {
    volunteer: field.bool({ label: 'Do you volunteer?', doc: 'Whether the player volunteered' }),
  },
  group: {
    numVolunteers: field.int({ doc: 'How many volunteered' }),
  },
});

const Introduction = game.page('Introduction', {
  title: 'Introduction',
  view: ({ c, money, next }) => html`
    <p>You are in a group of three. Each of you decides alone whether to volunteer.</p>
    <p>If at least one of you does, everybody gets <b>${money(c.generalBenefit)}</b>, and each volunteer pays
      ${money(c.volunteerCost)} of it. If nobody does, nobody gets anything.</p>
    ${next}`,
});

const Decision = game.page('Decision', {
  title: 'Your decision',
  form: ['volunteer'],
  view: ({ form, next }) => html`${form} ${next}`,
});

const Count = game.wait('ResultsWaitPage', {
  onAllArrive(group, { c }) {
    group.numVolunteers = group.players.filter((player) => player.volunteer).length;
    const benefit = group.numVolunteers > 0 ? c.generalBenefit : 0;
    for (const player of group.players) player.payoff = player.volunteer ? benefit - c.volunteerCost : benefit;
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, group, money, next }) => html`
    <p>${player.volunteer ? 'You volunteered.' : 'You did not volunteer.'} In all, ${group.numVolunteers} of three did.</p>
    <p>You earned <b>${money(player.payoff)}</b>.</p>
    ${next}`,
});

export default game.sequence(Introduction, Decision, Count, Results);
