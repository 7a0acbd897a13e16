import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { html } from '#kit/html/html.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { createSession } from '../sessions/create.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';

const game = defineGame({ name: 'scripted', constants: { limit: 3 }, player: { clicks: field.int() } });
const pages = game.sequence(
  game.page('Click', {
    form: ['clicks'],
    client: ({ c, player }) => ({ limit: c.limit, id: player.id }),
    view: ({ form }) => html`<button type="button" id="more">More</button> <p id="said"></p> ${form}`,
    script({ el, vars, html: markup, fill, submit }) {
      let clicks = 0;
      el('more').addEventListener('click', () => {
        clicks += 1;
        el('id_clicks').value = String(clicks);
        fill('said', markup`<b>${clicks} of ${vars.limit} for player ${vars.id}</b>`);
        if (clicks === vars.limit) submit();
      });
    },
  }),
  game.page('After', { view: ({ player, next }) => html`clicked ${player.clicks} ${next}` }),
);
game.page('TypesOnly', {
  client: () => ({ limit: 3 }),
  view: ({ next }) => next,
  // @ts-expect-error -- what client does not give is not there
  script: ({ vars }) => vars.other,
});

describe('the script of a page', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let browser: Browser;
  let page: Page;
  before(async () => {
    lab = await testLab(
      defineProject({ defaults: { participationFee: 0, pointValue: 1 }, sessions: [{ name: 'scripted', games: [pages] }] }),
    );
    server = await labServer(lab);
    browser = await openBrowser();
    page = await browser.newPage();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await lab?.close();
  });

  it('runs in the browser with what client gives it, and can send the page', async () => {
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const { participantCodes } = await createSession(lab, { config: 'scripted', participants: 1 });
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.goto(`${url}/InitializeParticipant/${participantCodes[0]}`);
    const more = page.getByRole('button', { name: 'More' });
    await page.waitForLoadState('networkidle');
    await more.click();
    await page.getByText('1 of 3 for player 1').waitFor();
    for (let click = 2; click <= 3; click += 1) await more.click();
    await page.getByText('clicked 3').waitFor();
    assert.deepEqual(faults, []);
  });
});
