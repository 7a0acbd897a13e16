import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Locator, Page } from 'playwright-core';
import { textQuery } from '#kit/db/query.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { seated } from '../../testing/seated.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

const game = defineGame({ name: 'walk', rounds: 12 });
const Step = game.page('Step', { view: ({ next }) => html`${next}` });
const games = [game.sequence(Step)];
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'walk', displayName: 'A walk', games },
    { name: 'hike', displayName: 'A hike', games, expectedSeconds: 45 },
  ],
});

const earlier = textQuery<object, object>(
  'test.pace',
  `update lab_page_time set completed_at = timestamptz '2026-01-01' + page_index * interval '4 seconds'`,
  () => [],
);

describe('the form for a new session', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let browser: Browser;
  let page: Page;
  let address = '';
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
    address = await server.listen({ host: '127.0.0.1', port: 0 });
    browser = await openBrowser();
    page = await browser.newPage();
  });
  after(async () => {
    await browser.close();
    await server.close();
    await lab.close();
  });
  const sentence = (): Promise<string> => page.locator('[data-demand]').innerText();
  const warning = (): Locator => page.locator('[data-demand-warning]');

  it('says what the session will ask of the server, and says it anew while the number is typed', async () => {
    await page.goto(`${address}/sessions/new?config=walk`);
    assert.match(
      await sentence(),
      /^2 people who look at a page for 20 s \(as a guess\) ask for 0\.1 pages a second, 0\.2 when all start at once/,
    );
    await page.fill('[name=num_participants]', '600');
    assert.match(await sentence(), /^600 people .* ask for 30 pages a second, 60 when all start/);
    assert.equal(await warning().isVisible(), false);
  });

  it('warns when that is too much, and says what to change', async () => {
    await page.fill('[name=num_participants]', '90000');
    await warning().waitFor();
    assert.match(await warning().innerText(), /Most of it are 90000 people who start at once: let them start in \d+ parts/);
  });

  it('goes by what the author expects where nobody has played yet', async () => {
    await page.goto(`${address}/sessions/new?config=hike`);
    assert.match(await sentence(), /^2 people who look at a page for 45 s \(as its author expects\)/);
  });

  it('goes by the pace of earlier sessions', async () => {
    const people = await seated(lab, server, { config: 'walk', participants: 2 });
    for (const person of people) for (let step = 0; step < 3; step += 1) await person.send();
    await lab.db.run(earlier, {});
    await page.goto(`${address}/sessions/new?config=walk`);
    assert.match(await sentence(), /^2 people who look at a page for 4 s \(as in earlier sessions\)/);
  });
});
