import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';

const asked = defineGame({
  name: 'asked',
  doc: 'Every widget, with an idle question and a clock.',
  groupSize: 2,
  dropout: { after: { idle: 120, countdown: 30 } },
  player: {
    years: field.int({ min: 0, max: 80, label: 'Years', help: 'Full years.' }),
    height: field.decimal({ places: 2, max: 3, unit: 'm', label: 'Height' }),
    gift: field.money({ max: 100, label: 'Gift' }),
    risk: field.int({ max: 10, widget: 'slider', label: 'Risk' }),
    isSure: field.bool({ label: 'Are you sure?' }),
    agrees: field.bool({ widget: 'checkbox', mustBeTrue: true, label: 'I agree.' }),
    side: field.choice({ left: 'Left', right: 'Right' }, { widget: 'radio', label: 'Side' }),
    mood: field.choice({ good: 'Good', bad: 'Bad' }, { widget: 'radio-inline', label: 'Mood' }),
    fruit: field.choice({ figs: 'Figs', pears: 'Pears' }, { widget: 'dropdown', label: 'Fruit' }),
    name: field.text({ maxLength: 20, label: 'Name' }).optional(),
    remarks: field.text({ long: true, label: 'Remarks' }).optional(),
    door: field.choice({ left: 'Left door', right: 'Right door' }, { widget: 'buttons', label: 'Door' }),
  },
});

const All = asked.page('All', {
  title: 'All kinds of questions',
  form: ['years', 'height', 'gift', 'risk', 'isSure', 'agrees', 'side', 'mood', 'fruit', 'name', 'remarks', 'door'],
  timeout: 600,
  allowBack: true,
  view: ({ form, chat, back }) => html`<p>Please answer all of them.</p> ${form} ${chat()} <p>${back}</p>`,
});

const Meet = asked.wait('Meet', { showCount: true });
const End = asked.page('End', { title: 'Results', view: ({ money, next }) => html`<p>You earned ${money(1_000)}.</p> ${next}` });

const idled = defineGame({ name: 'idled', doc: 'Asks soon whether somebody is there.', dropout: { after: { idle: 1, countdown: 600 } } });
const Thought = idled.page('Thought', { title: 'Think', view: ({ next }) => html`<p>Think about it.</p> ${next}` });

const matched = defineGame({ name: 'matched', doc: 'A lobby.', groupSize: 2 });
const Lobby = matched.match('Lobby', {});
const Met = matched.page('Met', { view: ({ next }) => html`<p>Met.</p> ${next}` });

/** A page of each kind that participants can come to; the live pages are those of the demo. */
export const pageKinds = defineProject({
  defaults: { participationFee: 5, pointValue: 0.01 },
  rooms: [
    { name: 'hall', displayName: 'The hall', welcome: () => html`<p>Welcome to our study.</p>` },
    { name: 'listed', labels: ['anna'] },
  ],
  sessions: [
    { name: 'asked', displayName: 'A study', games: [asked.sequence(All, Meet, End)] },
    { name: 'idled', displayName: 'Somebody away', games: [idled.sequence(Thought, idled.gate('Part2'))] },
    { name: 'matched', displayName: 'A lobby', games: [matched.sequence(Lobby, Met)] },
  ],
});
