import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { html } from '#kit/html/html.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { likert } from '../game/likert.ts';
import { createSession } from '../sessions/create.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';

const game = defineGame({
  name: 'mood',
  player: { ...likert({ items: { calm: 'I am calm.', tense: 'I am tense.' }, scale: ['Not at all', 'Somewhat', 'Very much'] }) },
});
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    {
      name: 'mood',
      games: [
        game.sequence(
          game.page('Ask', {
            title: 'You today',
            form: ['calm', 'tense'],
            view: ({ form, next }) => html`${form.table(['tense', 'calm'])} ${next}`,
          }),
          game.page('Told', {
            view: ({ player, next }) => html`<p>calm ${player.calm}, tense ${player.tense}: ${player.display('tense')}</p> ${next}`,
          }),
        ),
      ],
    },
  ],
});

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare const axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

describe('statements with one scale', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let origin: string;
  let browser: Browser;
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
    origin = await server.listen({ host: '127.0.0.1', port: 0 });
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await lab?.close();
  });

  async function arrive(width: number): Promise<Page> {
    const { participantCodes } = await createSession(lab, { config: 'mood', participants: 1 });
    const page = await browser.newPage({ viewport: { width, height: 780 } });
    await page.goto(`${origin}/InitializeParticipant/${participantCodes[0] ?? ''}`);
    return page;
  }

  async function violations(page: Page): Promise<unknown> {
    await page.evaluate(axeSource);
    return page.evaluate(async () => (await axe.run()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`));
  }

  for (const width of [1000, 320])
    it(`are answered by keys alone, and each answer is named by its statement and its column: ${width} px`, async () => {
      const page = await arrive(width);
      await page.getByRole('radio', { name: 'I am tense. Very much' }).waitFor();
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);

      await page.getByRole('radio', { name: 'I am tense. Not at all' }).focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').filter({ hasText: 'Please fix the errors.' }).waitFor();
      assert.ok(await page.getByRole('radio', { name: 'I am tense. Somewhat' }).isChecked(), 'what was chosen stays');
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.locator(':focus').getAttribute('name'), 'calm', 'the first that is missing');

      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      await page.getByText('calm 1, tense 2: Somewhat').waitFor();
      await page.close();
    });

  it('stand in a table only where the page asks for them: anything else does not compile', () => {
    const other = defineGame({ name: 'other', player: { ...likert({ items: { calm: 'Calm' }, scale: ['No', 'Yes'] }) } });
    // @ts-expect-error: a table asks only for what the page asks for
    other.page('Wrong', { form: ['calm'], view: ({ form, next }) => html`${form.table(['tense'])} ${next}` });
  });
});
