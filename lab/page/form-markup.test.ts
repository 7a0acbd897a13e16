import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import type { Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';

const game = defineGame({
  name: 'widgets',
  player: {
    whole: field.int({ max: 10, label: 'A whole <number>' }),
    free: field.float({ min: null, help: 'As you like.' }),
    price: field.money({ max: 500, initial: 20 }),
    sure: field.bool(),
    consent: field.bool({ widget: 'checkbox', mustBeTrue: true, label: 'I agree' }),
    dropped: field.choice({ a: 'First', b: 'Second' }),
    radio: field.choice({ a: 'First', b: 'Second' }, { widget: 'radio' }),
    pressed: field.choice({ a: 'First', b: 'Second' }, { widget: 'buttons' }),
    line: field.text({ maxLength: 40 }),
    lines: field.text({ long: true }),
  },
});
const All = game.page('All', {
  form: ['whole', 'free', 'price', 'sure', 'consent', 'dropped', 'radio', 'line', 'lines'],
  view: ({ form, next }) => html`${form} ${next}`,
});
const Parts = game.page('Parts', {
  title: ({ player }) => `Round ${player.round}`,
  form: ['radio', 'pressed', 'whole'],
  limits: () => ({ whole: { min: 3, max: 4 } }),
  view: ({ form, nextButton }) => html`
    <table>${form.options('radio').map(({ label, input }) => html`<tr><td>${label}</td><td>${input}</td></tr>`)}</table>
    ${form.errors('radio')} ${form.input('whole')} ${form.field('pressed', { label: 'Press one' })} ${nextButton('Go & on')} <p>The end.</p>`,
});
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'all', games: [game.sequence(All, Parts)] }],
});

describe('a form on a page', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let person: Person;
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
    const [first] = await seated(lab, server, { config: 'all', participants: 1 });
    assert.ok(first);
    person = first;
  });
  after(async () => {
    await server?.close();
    await lab?.close();
  });

  const right = { whole: '4', free: '-1,5', price: '30', sure: 'True', consent: '1', dropped: 'b', radio: 'a', line: 'x', lines: 'y' };

  const shown = [
    { it: 'escapes labels', has: 'A whole &lt;number&gt;</label>' },
    {
      it: 'offers buttons beside a whole number with near bounds',
      has: /data-island="number-steps">.*<input[^>]*id="id_whole"[^>]*inputmode="numeric"[^>]*data-min="0" data-max="10" data-step="1"/,
    },
    { it: 'says what may be typed', has: 'A whole number from 0 to 10.' },
    { it: 'takes a decimal where there are no whole numbers', has: /id="id_free"[^>]*inputmode="decimal"/ },
    { it: 'shows the help', has: 'As you like.' },
    { it: 'starts with the initial value', has: /id="id_price"[^>]*value="20"/ },
    { it: 'asks yes or no with two radio buttons', has: /<legend>Sure<\/legend>.*value="True".*Yes.*value="False".*No/s },
    { it: 'shows a box before its label', has: /type="checkbox"[^>]*id="id_consent"[^>]*>[^<]*<label for="id_consent">I agree/ },
    { it: 'starts a dropdown with nothing', has: '<option value="">--------</option><option value="a">First</option>' },
    { it: 'has an id for each radio button', has: 'id="id_radio-1"' },
    { it: 'limits the length of text', has: 'maxlength="40"' },
    { it: 'has room for several lines', has: /<textarea[^>]*id="id_lines"/ },
  ];
  for (const c of shown) {
    it(c.it, () => {
      const flat = person.seen.body.replaceAll('\n', ' ');
      if (typeof c.has === 'string') assert.ok(flat.includes(c.has), flat);
      else assert.match(flat, c.has);
    });
  }

  it('keeps everything that was typed when something is wrong', async () => {
    const { status, body } = await person.send({ ...right, whole: '11', consent: '' });
    assert.equal(status, 200);
    assert.match(body, /id="id_whole"[^>]*aria-invalid="true"[^>]*value="11"/);
    assert.match(body, /id="id_free"[^>]*value="-1,5"/);
    assert.match(body, /<option value="b" selected>/);
    assert.match(body, /id="id_radio-0"[^>]*value="a" checked/);
    assert.match(body, /Tick this box to go on\./);
    assert.match(body, /<textarea[^>]*>\s*y<\/textarea>/);
  });

  it('can be put together from its parts, with the bounds of this view', async () => {
    const { body } = await person.send(right);
    assert.equal(person.page, 'Parts');
    assert.match(body, /<h1[^>]*>Round 1<\/h1>/);
    assert.match(body, /<td>First<\/td><td><input class="form-check-input" type="radio" id="id_radio-0" name="radio" value="a" checked>/);
    assert.match(body, /id="id_whole"[^>]*data-min="3" data-max="4"[^>]*value="4"/);
    assert.match(body, /<legend>Press one<\/legend><button class="btn btn-primary btn-lg" name="pressed" value="a">First<\/button>/);
  });

  it('has the button where the view put it when more follows', () => {
    assert.match(person.seen.body, /<button class="btn btn-primary btn-lg otree-btn-next">Go &amp; on<\/button>\s*<p>The end\.<\/p>/);
    assert.doesNotMatch(person.seen.body, /<footer[^]*<button/);
  });

  it('takes the button that was pressed as the answer', async () => {
    await person.send({ radio: 'b', whole: '3', pressed: 'b' });
    assert.equal(person.page, 'end');
  });
});
