import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { html } from '#kit/html/html.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { readAssets } from '../author/assets.ts';
import { authorFolder, type AuthorFolder } from '../author/testing/author-folder.ts';
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
/** Its script is a file, as it was copied from elsewhere. */
const copied = defineGame({
  name: 'copied',
  player: { answer: field.int(), colour: field.choice({ red: 'Red', blue: 'Blue' }, { widget: 'radio' }) },
});
const copiedPages = copied.sequence(
  copied.page('Answer', {
    form: ['answer', 'colour'],
    client: () => ({ right: 42 }),
    view: ({ form, next, asset }) => html`${form} ${next} <script type="module" src="${asset('answer.js')}"></script>`,
  }),
  copied.page('After', { view: ({ player, next }) => html`${player.answer} ${player.colour} ${next}` }),
);
const answerScript = `
  forminputs.answer.value = js_vars.right;
  lab.inputs.colour.value = 'blue';
  lab.submit();
`;
game.page('TypesOnly', {
  form: ['clicks'],
  client: () => ({ limit: 3 }),
  view: ({ next }) => next,
  // @ts-expect-error -- what client does not give is not there
  script: ({ vars }) => vars.other,
});
game.page('TypesOnly', {
  form: ['clicks'],
  view: ({ next }) => next,
  // @ts-expect-error -- the form has no such field
  script: ({ inputs }) => inputs.click,
});
game.live('TypesOnly', {
  client: () => ({ limit: 3 }),
  view: ({ next }) => next,
  // @ts-expect-error -- what client does not give is not there
  script: ({ vars }) => vars.other,
});

describe('the script of a page', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let folder: AuthorFolder;
  let browser: Browser;
  let url: string;
  let page: Page;
  before(async () => {
    folder = await authorFolder({ 'assets/answer.js': answerScript });
    const project = defineProject({
      defaults: { participationFee: 0, pointValue: 1 },
      sessions: [
        { name: 'scripted', games: [pages] },
        { name: 'copied', games: [copiedPages] },
      ],
    });
    lab = await testLab({ ...project, assets: await readAssets(folder.path) });
    server = await labServer(lab);
    url = await server.listen({ host: '127.0.0.1', port: 0 });
    browser = await openBrowser();
    page = await browser.newPage();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await lab?.close();
    await folder?.remove();
  });

  it('runs in the browser with what client gives it, and can send the page', async () => {
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

  it('in a file finds the same under the names that such files know', async () => {
    const { participantCodes } = await createSession(lab, { config: 'copied', participants: 1 });
    await page.goto(`${url}/InitializeParticipant/${participantCodes[0]}`);
    await page.getByText('42 blue').waitFor();
  });
});
