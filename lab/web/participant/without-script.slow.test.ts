import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import pg from 'pg';
import { html } from '#kit/html/html.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { field } from '../../game/fields.ts';
import { expirePages } from '../../page/expire.ts';
import { createSession } from '../../sessions/create.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

const game = defineGame({
  name: 'plain',
  doc: 'A game of two with a form, a wait page and a clock.',
  groupSize: 2,
  player: {
    gift: field.money({ min: 0, max: 100, label: 'Your gift' }),
    risk: field.int({ min: 0, max: 10, widget: 'slider', label: 'How much do you risk?' }),
    side: field.choice({ left: 'Left', right: 'Right' }, { widget: 'radio', label: 'Side' }),
    why: field.text({ long: true, label: 'Why?' }).optional(),
    guess: field.int({ min: 0, max: 100, onTimeout: 50, label: 'Your guess' }),
  },
});
const project = defineProject({
  defaults: { participationFee: 5, pointValue: 0.1 },
  sessions: [
    {
      name: 'plain',
      games: [
        game.sequence(
          game.page('Give', { title: 'Give', form: ['gift', 'risk', 'side', 'why'], view: ({ form, next }) => html`${form} ${next}` }),
          game.wait('Meet', {
            onAllArrive: (group) => {
              for (const player of group.players) player.payoff = player.others[0]?.gift ?? 0;
            },
          }),
          game.page('Guess', { title: 'Guess', form: ['guess'], timeout: 600, view: ({ form, next }) => html`${form} ${next}` }),
          game.page('Results', {
            title: 'Results',
            view: ({ player, next }) => html`<p>You got ${player.payoff}, guessed ${player.guess}.</p> ${next}`,
          }),
        ),
      ],
    },
  ],
});

describe('a game in browsers without scripts', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let origin: string;
  let browser: Browser;
  let db: pg.Client;
  const people: Page[] = [];
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
    origin = await server.listen({ host: '127.0.0.1', port: 0 });
    browser = await openBrowser();
    db = new pg.Client({ connectionString: lab.databaseUrl });
    await db.connect();
    for (const _ of [1, 2])
      people.push(await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 780 } })).newPage());
  });
  after(async () => {
    await browser?.close();
    await db?.end();
    await server?.close();
    await lab?.close();
  });

  const heading = (page: Page): Promise<string> => page.locator('h1').innerText();

  it('is played from the link to the payment: door, form, faults, wait page, clock, results, end', async () => {
    const [ann, bob] = people;
    assert.ok(ann && bob);
    const { joinCode } = await createSession(lab, { config: 'plain', participants: 2 });
    for (const person of people) {
      await person.goto(`${origin}/join/${joinCode}`);
      await person.getByRole('button', { name: 'Start' }).click();
      assert.equal(await heading(person), 'Give');
    }

    // What is wrong is said beside it, and what was typed stays.
    await ann.getByLabel('Your gift').fill('101');
    await ann.getByLabel('How much do you risk?').fill('3');
    await ann.getByLabel('Why?').fill('Because I can.');
    await ann.getByRole('button', { name: 'Next' }).click();
    await ann.getByRole('alert').filter({ hasText: 'Please fix the errors.' }).waitFor();
    assert.equal(await ann.getByLabel('Your gift').inputValue(), '101');
    assert.equal(await ann.getByLabel('Why?').inputValue(), 'Because I can.');
    assert.match(await ann.getByRole('group', { name: 'Side' }).innerText(), /This field is required\./);

    await ann.getByLabel('Your gift').fill('40');
    await ann.getByLabel('Left').check();
    await ann.getByRole('button', { name: 'Next' }).click();
    assert.equal(await heading(ann), 'Waiting for 1 more person');
    assert.equal(await ann.locator('noscript meta[http-equiv=refresh]').getAttribute('content'), '15', 'it looks again by itself');

    await bob.getByLabel('Your gift').fill('70');
    await bob.getByLabel('How much do you risk?').fill('9');
    await bob.getByLabel('Right').check();
    await bob.getByRole('button', { name: 'Next' }).click();
    assert.equal(await heading(bob), 'Guess');
    await ann.reload();
    assert.equal(await heading(ann), 'Guess');

    // Bob does not answer in time: the server sends the page for him, and his next look finds him further on.
    await ann.getByLabel('Your guess').fill('12');
    await bob.getByLabel('Your guess').fill('7');
    await db.query(
      `update lab_timer t set deadline_at = now() - interval '20 s', fire_at = now() - interval '10 s'
       from lab_participant p where p.id = t.participant_id and p.code = $1`,
      [new URL(bob.url()).pathname.split('/')[2]],
    );
    await expirePages(lab);
    await bob.getByRole('button', { name: 'Next' }).click();
    assert.equal(await heading(bob), 'Results');
    assert.match(await bob.locator('main').innerText(), /You have already completed that page\.[\s\S]*You got 40, guessed 50\./);

    await ann.getByRole('button', { name: 'Next' }).click();
    assert.match(await ann.locator('main').innerText(), /You got 70, guessed 12\./);
    for (const person of people) {
      await person.getByRole('button', { name: 'Next' }).click();
      assert.equal(await heading(person), 'You have finished');
    }
    assert.match(
      await ann.locator('main').innerText(),
      /You earned \$12\.00 in all: 70 points in the games, and \$5\.00 for taking part\./,
    );
  });
});
