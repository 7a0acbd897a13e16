import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'survey',
  doc: 'Age, gender and the three puzzles of the cognitive reflection test.',
  player: {
    age: field.int({ min: 13, max: 125, label: 'How old are you?' }),
    gender: field.choice({ female: 'Female', male: 'Male', other: 'Another answer' }, { widget: 'radio', label: 'What is your gender?' }),
    crtBat: field.int({
      label: 'A bat and a ball cost 22 dollars together. The bat costs 20 dollars more than the ball. How many dollars does the ball cost?',
      doc: 'Reflective answer: 1',
    }),
    crtWidget: field.int({
      label: 'Five machines make five widgets in five minutes. How many minutes do 100 machines need for 100 widgets?',
      doc: 'Reflective answer: 5',
    }),
    crtLake: field.int({
      label:
        'Lily pads cover a lake. Each day they cover twice as much, and on day 48 the whole lake. On which day do they cover half of it?',
      doc: 'Reflective answer: 47',
    }),
  },
});

const Demographics = game.page('Demographics', {
  title: 'About you',
  form: ['age', 'gender'],
  view: ({ form, next }) => html`${form} ${next}`,
});

const CognitiveReflectionTest = game.page('CognitiveReflectionTest', {
  title: 'Three puzzles',
  form: ['crtBat', 'crtWidget', 'crtLake'],
  view: ({ form, next }) => html`<p>Take your time.</p> ${form} ${next}`,
});

export default game.sequence(Demographics, CognitiveReflectionTest);
