import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { html } from '#kit/html/html.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { allocate, comprehension, matrix, priceList, rank } from '../../game/field-set.ts';
import { field } from '../../game/fields.ts';
import { createSession } from '../../sessions/create.ts';
import { Person } from '../../testing/participant.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

/** With ROSTRA_SCREENSHOTS=folder the run leaves pictures there. */
const pictures = process.env['ROSTRA_SCREENSHOTS'];

const game = defineGame({
  name: 'asked',
  player: {
    ...rank({ items: { calm: 'Being calm', rich: 'Being rich', free: 'Being free' } }),
    ...allocate({ items: { self: 'For you', other: 'For the other' }, total: 100 }),
    ...priceList({ rows: { row1: ['50 now', '51 in a month'], row2: ['50 now', '60 in a month'], row3: ['50 now', '90 in a month'] } }),
    ...matrix({ rows: { tea: 'Tea', wine: 'Wine' }, columns: { never: 'Never', weekly: 'Weekly', daily: 'Daily' } }),
    ...comprehension({
      questions: {
        pot: { label: 'The pot is multiplied by', choices: { two: 'two', three: 'three' }, right: 'two' },
        hold: { label: 'How much do you hold at first?', right: 100 },
      },
      maxTries: 3,
    }),
    trust: field.int({
      min: 0,
      max: 100,
      step: 5,
      widget: 'slider',
      label: 'How much do you trust others?',
      ticks: { 0: 'Not at all', 50: 'Half', 100: 'Wholly' },
      valueLabel: '{n} %',
    }),
    pet: field.choice({ cat: 'A cat', dog: 'A dog' }, { widget: 'radio', label: 'Which one?', images: { cat: 'pets/cat.svg' } }),
  },
});
const Order = game.page('Order', {
  title: 'What matters to you',
  form: ['calm', 'rich', 'free', 'self', 'other'],
  view: ({
    form,
    next,
  }) => html`<p>Put these into the order in which they matter.</p> ${form.table(['calm', 'rich', 'free'], { caption: 'What matters' })}
    <p>Divide 100 points.</p> ${form.table(['self', 'other'], { caption: 'Who gets how much' })} ${next}`,
});
const Offers = game.page('Offers', {
  title: 'Now or later',
  form: ['row1', 'row2', 'row3', 'tea', 'wine'],
  view: ({ form, next }) =>
    html`${form.table(['row1', 'row2', 'row3'], { caption: 'Now or later' })} ${form.table(['tea', 'wine'])} ${next}`,
});
const Quiz = game.page('Quiz', {
  title: 'Have you understood?',
  form: ['pot', 'hold'],
  goto: ({ player }) => (player.understood ? null : { page: 'Sorry' }),
  view: ({ form, next }) => html`${form} ${next}`,
});
const You = game.page('You', {
  title: 'You',
  form: ['trust', 'pet'],
  view: ({ form, next }) => html`${form} ${next}`,
});
const Told = game.page('Told', {
  view: ({ player, next }) => html`<p>${player.calm}${player.rich}${player.free} ${player.self}+${player.other} ${player.row3} ${player.tea}
    ${player.tries} ${String(player.understood)} ${player.trust} ${player.pet}</p> ${next}`,
});
const Sorry = game.page('Sorry', {
  show: ({ player }) => !player.understood,
  view: ({ player }) => html`<p>Sorry, after ${player.tries} tries.</p>`,
});
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'asked', games: [game.sequence(Order, Offers, Quiz, You, Told, Sorry)] }],
});

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare const axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

describe('questions of several fields', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let origin: string;
  let browser: Browser;
  before(async () => {
    lab = await testLab({ ...project, assets: { ...project.assets, version: 'v1', paths: ['pets/cat.svg'] } });
    server = await labServer(lab);
    origin = await server.listen({ host: '127.0.0.1', port: 0 });
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await lab?.close();
  });

  const come = async (): Promise<string> => {
    const { participantCodes } = await createSession(lab, { config: 'asked', participants: 1 });
    return `/InitializeParticipant/${participantCodes[0] ?? ''}`;
  };

  async function look(page: Page, name: string): Promise<void> {
    await page.evaluate(axeSource);
    const found = await page.evaluate(async () => (await axe.run()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`));
    assert.deepEqual(found, [], name);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, name);
    if (pictures) await page.screenshot({ path: join(pictures, `widgets-${name}.png`), fullPage: true });
  }

  for (const width of [1000, 320])
    it(`are answered by keys alone: ${width} px`, async () => {
      const page = await browser.newPage({ viewport: { width, height: 780 } });
      await page.goto(origin + (await come()));

      await page.getByRole('button', { name: 'Being free: up' }).focus();
      await look(page, `order-before-${width}`);
      await page.keyboard.press('Enter'); // calm, free, rich
      await page.keyboard.press('Enter'); // free, calm, rich
      assert.match((await page.locator('[data-said]').textContent()) ?? '', /Being free: 1/);
      await page.getByLabel('For you').fill('70');
      assert.equal(await page.locator('[data-left]').textContent(), 'Left: 30');
      await page.getByLabel('For the other').fill('20');
      await page.keyboard.press('Enter');
      await page.getByText('Together they have to be 100.').nth(1).waitFor();
      await page.getByRole('button', { name: 'Being free: down' }).waitFor(); // the page was written anew
      assert.deepEqual(await page.locator('li label').allTextContents(), ['Being free', 'Being calm', 'Being rich']);
      await look(page, `order-refused-${width}`);
      await page.getByLabel('For the other').fill('30');
      await page.keyboard.press('Enter');

      await page.getByRole('radio', { name: '51 in a month' }).waitFor();
      await look(page, `offers-${width}`);
      await page.getByRole('radio', { name: '51 in a month' }).focus();
      await page.keyboard.press('Space');
      for (const [row, side] of [
        ['row2', 'left'],
        ['row3', 'right'],
      ] as const) {
        await page.locator(`[name=${row}][value=${side}]`).focus();
        await page.keyboard.press('Space');
      }
      for (const name of ['Tea Daily', 'Wine Never']) {
        await page.getByRole('radio', { name }).focus();
        await page.keyboard.press('Space');
      }
      await page.keyboard.press('Enter');
      await page.getByText('Change sides at most once.').waitFor();
      await page.locator('[name=row1][value=left]').focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');

      await page.getByRole('radio', { name: 'three' }).focus();
      await page.keyboard.press('Space');
      await page.getByLabel('How much do you hold at first?').fill('100');
      await page.keyboard.press('Enter');
      await page.getByText('Tries left: 2').waitFor();
      await look(page, `quiz-${width}`);
      await page.getByRole('radio', { name: 'two' }).focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');

      const slider = page.getByRole('slider', { name: 'How much do you trust others?' });
      await slider.waitFor();
      assert.equal(await slider.getAttribute('aria-valuetext'), 'no answer yet');
      await look(page, `you-${width}`);
      await slider.focus();
      await page.keyboard.press('End');
      assert.equal(await slider.getAttribute('aria-valuetext'), '100 %, Wholly');
      await page.getByRole('radio', { name: 'A dog' }).focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      await page.getByText('231 70+30 right daily 2 true 100 dog').waitFor();
      await page.close();
    });

  it('are answered without a script, and who does not understand goes elsewhere', async () => {
    const person = new Person(server);
    await person.open(await come());
    assert.match(person.seen.body, /<label for="id_calm">Being calm<\/label><select[^>]*name="calm"/);
    await person.send({ calm: '1', rich: '1', free: '2', self: '50', other: '50' });
    assert.match(person.seen.body, /Give each place once\./);
    await person.send({ calm: '1', rich: '3', free: '2', self: '50', other: '50' });
    await person.send({ row1: 'left', row2: 'left', row3: 'left', tea: 'never', wine: 'never' });
    for (let tries = 1; tries <= 2; tries += 1) {
      await person.send({ pot: 'three', hold: '100' });
      assert.equal(person.page, 'Quiz');
    }
    await person.again();
    await person.send({ pot: 'three', hold: '100' });
    assert.match(person.seen.body, /Sorry, after 3 tries\./);
  });

  it('have their pictures', async () => {
    const person = new Person(server);
    await person.open(await come());
    await person.send({ calm: '1', rich: '3', free: '2', self: '50', other: '50' });
    await person.send({ row1: 'left', row2: 'left', row3: 'left', tea: 'never', wine: 'never' });
    await person.send({ pot: 'two', hold: '100' });
    assert.match(
      person.seen.body,
      /value="cat"[^>]*><span><img class="r-choice-image" src="\/assets\/[^"]+\/pets\/cat\.svg" alt=""><span>A cat<\/span>/,
    );
    assert.match(person.seen.body, /value="dog"[^>]*><span>A dog<\/span>/);
  });
});
