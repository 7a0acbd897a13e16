import { assign, clock, defineGame, field, html } from 'rostra/lab';

const minutes = clock('questionnaire', { seconds: 600, minSeconds: 5 });

const game = defineGame({
  name: 'questionnaire',
  doc: 'Every kind of question once.',
  player: {
    agrees: field.bool({ widget: 'checkbox', mustBeTrue: true, label: 'I have read this and want to take part.' }),
    years: field.int({ min: 0, max: 80, label: 'For how many years did you go to school?', doc: 'Years of schooling' }),
    height: field.decimal({ places: 2, min: 0.4, max: 2.6, unit: 'm', label: 'How tall are you?' }),
    risk: field.int({ min: 0, max: 10, widget: 'slider', label: 'How willing are you to take risks? 0: not at all, 10: very.' }),
    mood: field.int({
      widget: 'radio-inline',
      label: 'How are you today?',
      choices: [
        [1, 'Bad'],
        [2, 'So-so'],
        [3, 'Good'],
      ],
    }),
    isStudent: field.bool({ label: 'Are you a student?' }),
    subject: field.text({ maxLength: 60, label: 'What do you study?' }).optional(),
    fruit: field.text({ widget: 'dropdown', label: 'Which fruit do you like best?' }),
    bonus: field.money({ label: 'How much of a bonus of 20 points would you give away?' }),
    share: field.float({ min: 0, max: 1, label: 'Which share of people, do you think, gives at least half? Between 0 and 1.' }),
    remarks: field.text({ long: true, label: 'Is there anything else you want to tell us?' }).optional(),
    door: field.choice({ left: 'Left', right: 'Right' }, { widget: 'buttons', label: 'Which door do you take?' }),
  },
  participant: {
    frame: field.choice({ kind: 'kind', cold: 'cold' }, { doc: 'How the bonus was asked for' }),
  },
  onCreate(subsession) {
    const frame = assign.balanced(['kind', 'cold']);
    for (const { participant } of subsession.players) participant.frame = frame(participant);
  },
  checks: {
    height: (metres) => (metres > 0.5 ? null : 'That is the height of a table.'),
  },
});

const fruits = ['Apples', 'Pears', 'Cherries', 'Figs'];

const Consent = game.page('Consent', {
  title: 'Before you start',
  form: ['agrees'],
  view: ({ form, next }) => html`<p>There are a few questions about you. You have ten minutes.</p> ${form} ${next}`,
});

const AboutYou = game.page('AboutYou', {
  title: 'About you',
  form: ['years', 'height', 'risk', 'mood', 'isStudent', 'subject'],
  timeout: minutes,
  allowBack: true,
  validate: ({ isStudent, subject }) => (isStudent && subject === null ? { subject: 'Tell us what you study.' } : null),
  view: ({ form, back, next }) => html`${form} <p>${back}</p> ${next}`,
});

const Tastes = game.page('Tastes', {
  title: 'What you like',
  form: ['fruit', 'bonus', 'share', 'remarks'],
  timeout: minutes,
  allowBack: true,
  limits: ({ random }) => ({ fruit: { choices: random.shuffle(fruits) }, bonus: { max: 20 } }),
  view: ({ participant, form, back, next }) => html`
    ${participant.frame === 'kind' && html`<p>Thank you for taking your time.</p>`}
    ${form} <p>${back}</p> ${next}`,
});

const Door = game.page('Door', {
  title: 'One more thing',
  form: ['door'],
  timeout: minutes,
  view: ({ form }) => html`${form}`,
});

export default game.sequence(Consent, AboutYou, Tastes, Door);
