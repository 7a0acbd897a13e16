import { defineGame, field, html } from 'rostra/lab';

/** Three questions in every round, as the peer's survey asks them. */
function survey(name: string, rounds: number) {
  const game = defineGame({
    name,
    rounds,
    player: {
      age: field.int({ min: 13, max: 125, label: 'How old are you?' }),
      mood: field.int({
        choices: [
          [1, 'Bad'],
          [2, 'So so'],
          [3, 'Good'],
        ],
        label: 'How are you?',
      }),
      why: field.text({ label: 'Why?' }),
    },
  });
  return game.sequence(
    game.page('Questions', {
      title: 'Questions',
      form: ['age', 'mood', 'why'],
      view: ({ form, next }) => html`<p>Please answer.</p> ${form} ${next}`,
    }),
  );
}

export const tenRounds = survey('survey', 10);
export const thirtyRounds = survey('survey30', 30);
