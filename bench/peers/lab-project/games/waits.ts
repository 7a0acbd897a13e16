import { defineGame, field, html } from 'rostra/lab';

const everybody = defineGame({
  name: 'everybody',
  doc: 'All meet all, once.',
  player: { gives: field.int({ min: 0, max: 9 }) },
  subsession: { total: field.int({ initial: 0 }) },
});

export const everybodyMeets = everybody.sequence(
  everybody.page('Give', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  everybody.wait('Meet', {
    scope: 'all',
    onAllArrive(subsession) {
      subsession.total = subsession.players.reduce((sum, player) => sum + player.gives, 0);
    },
  }),
  everybody.page('After', { view: ({ subsession, next }) => html`<p>${subsession.total}</p> ${next}` }),
);

const clocked = defineGame({ name: 'clocked', doc: 'A page that nobody sends.', player: { gives: field.int({ min: 0, max: 9 }) } });

export const nobodySends = clocked.sequence(
  clocked.page('Slow', { timeout: 600, form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  clocked.page('After', { view: ({ next }) => html`${next}` }),
);
