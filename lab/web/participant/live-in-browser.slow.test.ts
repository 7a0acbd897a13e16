import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { textQuery } from '#kit/db/query.ts';
import { html } from '#kit/html/html.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import project from '../../../demo/lab/rostra.lab.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { field } from '../../game/fields.ts';
import { message } from '../../game/message.ts';
import { labOn } from '../../open-lab.ts';
import { createSession } from '../../sessions/create.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

const proposalsQuery = textQuery<{ code: string }, { n: number }>(
  'test.proposals',
  `select count(*)::int as n from lab_event e join lab_participant p on p.id = e.participant_id where p.code = $1 and e.type = 'propose'`,
  ({ code }) => [code],
);

const taps = defineGame({ name: 'taps', groupSize: 2, group: { taps: field.int({ initial: 0 }) } });
const Together = taps.wait('Together', {
  messages: { tap: message() },
  state: ({ group }) => group.taps,
  on: {
    tap({ group, push }) {
      group.taps += 1;
      push();
    },
  },
  body: () => html`<button type="button" id="tap">Tap</button> <b id="taps"></b>`,
  script({ el, send, onState }) {
    el('tap').addEventListener('click', () => send.tap({}));
    onState((count) => {
      el('taps').textContent = `${count} taps`;
    });
  },
});
const After = taps.page('After', { view: ({ group }) => html`After ${group.taps} taps` });
const tapsProject = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'taps', games: [taps.sequence(Together, After)] }],
});

describe('live pages in a browser', () => {
  let lab: TestLab;
  let servers: FastifyInstance[];
  let origins: string[];
  let browser: Browser;
  before(async () => {
    lab = await testLab(project);
    servers = [await labServer(lab), await labServer(lab.another())];
    origins = await Promise.all(servers.map((server) => server.listen({ host: '127.0.0.1', port: 0 })));
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await Promise.all((servers ?? []).map((server) => server.close()));
    await lab?.close();
  });

  /** Two people of a session, each at another process. */
  async function pair(config: string): Promise<[Page, Page]> {
    const { participantCodes } = await createSession(lab, { config, participants: 2 });
    const pages = await Promise.all(
      participantCodes.map(async (code, at) => {
        const page = await browser.newPage();
        page.setDefaultTimeout(20_000);
        page.on('pageerror', (error) => assert.fail(error));
        await page.goto(`${origins[at]}/InitializeParticipant/${code}`);
        return page;
      }),
    );
    const [first, second] = pages;
    assert.ok(first && second);
    return [first, second];
  }

  const next = (page: Page): Promise<void> => page.click('.otree-btn-next');

  it('two people bargain until they agree; Enter sends what is typed, not the page', async () => {
    const [first, second] = await pair('live_bargaining');
    await next(first);
    await next(second);
    await first.locator('#theirs').filter({ hasText: 'nothing said yet' }).waitFor();
    await second.locator('#theirs').filter({ hasText: 'nothing said yet' }).waitFor();
    await first.fill('#share', '70');
    await first.press('#share', 'Enter');
    await second.getByRole('cell', { name: '70 points' }).waitFor();
    await second.fill('#share', '101');
    await second.click('#go');
    await second.getByRole('alert').filter({ hasText: 'Your share must be between 0 and 100.' }).waitFor();
    await second.fill('#share', '30');
    await second.click('#go');
    await Promise.all([first, second].map((page) => page.getByText('You came to an agreement.').waitFor()));
    await Promise.all([first.close(), second.close()]);
  });

  it('what is sent over a connection that breaks goes out again over the next one, and counts once', async () => {
    const [first, second] = await pair('live_bargaining');
    let connections = 0;
    await first.routeWebSocket(/\/live\//, (fromPage) => {
      connections += 1;
      const isBroken = connections === 1;
      const toServer = fromPage.connectToServer();
      fromPage.onMessage((frame) => {
        toServer.send(frame);
        if (isBroken) void fromPage.close({ code: 1012 }); // its answer never comes
      });
      toServer.onMessage((frame) => {
        if (!isBroken || !String(frame).includes('"ack"')) fromPage.send(frame);
      });
    });
    await next(first);
    await next(second);
    await first.locator('#theirs').filter({ hasText: 'nothing said yet' }).waitFor();
    await first.fill('#share', '70');
    await first.click('#go');
    await second.getByRole('cell', { name: '70 points' }).waitFor();
    await first.fill('#share', '65');
    await first.click('#go');
    await second.getByRole('cell', { name: '65 points' }).waitFor();
    assert.ok(connections >= 2);
    const { n } = await lab.db.one(proposalsQuery, { code: new URL(first.url()).pathname.split('/')[2] ?? '' });
    assert.equal(n, 2);
    await Promise.all([first.close(), second.close()]);
  });

  it('who waits for others has something to do meanwhile, and goes on when they come', async () => {
    const own = labOn(lab, tapsProject);
    const server = await labServer(own);
    const origin = await server.listen({ host: '127.0.0.1', port: 0 });
    const { participantCodes } = await createSession(own, { config: 'taps', participants: 2 });
    const [first = '', second = ''] = participantCodes.map((code) => `${origin}/InitializeParticipant/${code}`);
    const page = await browser.newPage();
    page.on('pageerror', (error) => assert.fail(error));
    await page.goto(first);
    await page.getByText('0 taps').waitFor();
    await page.click('#tap');
    await page.getByText('1 taps').waitFor();
    const looked = page.waitForResponse((response) => response.url() === page.url());
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))); // then it looks whether somebody has come
    await looked;
    await page.getByText('1 taps').waitFor();
    await fetch(second);
    await page.getByText('After 1 taps').waitFor();
    await page.close();
    await server.close();
  });

  it('people write to each other; who comes again sees what was written, and no markup runs', async () => {
    const [first, second] = await pair('prisoner');
    await next(first);
    await next(second);
    await first.fill('.lab-chat textarea', '<img src=x onerror=alert(1)> Cooperate?');
    await first.press('.lab-chat textarea', 'Enter');
    const line = second.locator('.lab-chat li', { hasText: '<img src=x onerror=alert(1)> Cooperate?' });
    await line.filter({ hasText: 'Participant 1' }).waitFor();
    await first.locator('.lab-chat li.mine').filter({ hasText: 'Participant 1 (Me)' }).waitFor();
    await second.reload();
    await line.waitFor();
    assert.equal(await second.locator('.lab-chat li').count(), 1);
    assert.equal(await second.locator('.lab-chat img').count(), 0);
    await Promise.all([first.close(), second.close()]);
  });
});
