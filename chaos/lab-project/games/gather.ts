import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'gather',
  doc: 'Groups of four meet in each of three rounds; everything that is sent has a mark of its own.',
  groupSize: 4,
  rounds: 3,
  player: {
    amount: field.int({ min: 0, max: 100, label: 'How much?' }),
    mark: field.text({ label: 'Mark' }),
    sent: field.int({ initial: 0 }),
  },
  group: { meetings: field.int({ initial: 0 }), total: field.int({ initial: 0 }) },
});

const Give = game.page('Give', {
  form: ['amount', 'mark'],
  onSubmit({ player }) {
    player.sent += 1;
  },
  view: ({ form, next }) => html`${form} ${next}`,
});

const Meet = game.wait('Meet', {
  onAllArrive(group) {
    group.meetings += 1;
    for (const player of group.players) group.total += player.amount;
    for (const player of group.players) player.payoff = group.total - player.amount;
  },
});

const Results = game.page('Results', { view: ({ player, next }) => html`<p>${player.payoff}</p> ${next}` });

export const gather = game.sequence(Give, Meet, Results);
