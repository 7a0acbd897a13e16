import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'farewell',
  doc: 'Everybody waits for everybody, once, and says good-bye.',
  player: { mark: field.text({ label: 'Mark' }), sent: field.int({ initial: 0 }) },
  subsession: { meetings: field.int({ initial: 0 }) },
});

const Everybody = game.wait('Everybody', {
  scope: 'all',
  onAllArrive(subsession) {
    subsession.meetings += 1;
  },
});

const Goodbye = game.page('Goodbye', {
  form: ['mark'],
  onSubmit({ player }) {
    player.sent += 1;
  },
  view: ({ form, next }) => html`${form} ${next}`,
});

export const farewell = game.sequence(Everybody, Goodbye);
