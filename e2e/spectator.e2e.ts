import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { request } from 'undici';
import { openBrowser } from '#kit/testing/browser.ts';
import { act, testTab, type TestTab } from '../tab/test-tab.ts';
import { startTabProcess, type TabProcess } from '../tab/test-process.ts';
import { createDemo } from '../tab/tournaments/demo.ts';

const round2 = { slug: 'harbour', seq: 2 };

describe('a spectator follows a team on a phone', () => {
  let tab: TestTab;
  let webs: TabProcess[];
  let browser: Browser;
  let phone: Page;
  const origins: string[] = [];
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'test', name: 'Harbour Open', slug: 'harbour', simulate: 1, seed: 'harbour' });
    await act(tab, round2, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    const env = { DATABASE_URL: tab.databaseUrl, TAB_API_KEY: 'key', TAB_SECRET: 'x'.repeat(32) };
    webs = [startTabProcess('serve', env), startTabProcess('serve', env)];
    for (const web of webs) origins.push(String((await web.said('tab_listening'))['address']));
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
    phone = await context.newPage();
  });
  after(async () => {
    await browser.close();
    await Promise.all(webs.map((web) => web.stop()));
    await tab.close();
  });

  /** As the tab room does it, on the process that the phone does not talk to. */
  async function doAct(name: 'publish' | 'withdraw'): Promise<void> {
    const url = `${origins[1]}/api/v1/tournaments/harbour/rounds/2/acts/${name}`;
    const answer = await request(url, { method: 'POST', headers: { authorization: 'Token key' } });
    assert.equal(answer.statusCode, 200, await answer.body.text());
  }
  async function keep(name: string): Promise<void> {
    const folder = process.env['ROSTRA_SCREENSHOTS'];
    if (folder) await phone.screenshot({ path: join(folder, `tab-spectator-${name}.png`) });
  }

  it('finds what is out on the home page, and the team among the results', async () => {
    await phone.goto(`${origins[0]}/harbour/`);
    await phone.getByRole('heading', { level: 1, name: 'The results of Round 1 are out.' }).waitFor();
    await phone.getByRole('link', { name: 'Results of Round 1' }).first().click();
    await phone.getByRole('link', { name: 'By team' }).click();
    await phone.getByRole('searchbox').fill('ced');
    const rows = phone.locator('tbody tr:visible');
    await phone.getByText(/^\d of 24$/).waitFor();
    assert.match(await rows.first().innerText(), /Cedar/);
    await keep('results');
  });

  it('waits on the draw page; the next draw appears without a reload, also in the menu', async (t) => {
    const listening = phone.waitForResponse((response) => response.url().includes('/harbour/live'));
    await phone.goto(`${origins[0]}/harbour/draw/`);
    await phone.getByRole('heading', { name: 'The draw of Round 2 is not published yet.' }).waitFor();
    await listening;
    await phone.evaluate(() => document.body.setAttribute('data-same-page', 'yes'));
    const publishedAt = performance.now();
    await doAct('publish');
    await phone.locator('[data-team]').first().waitFor();
    t.diagnostic(`the draw stood on the phone ${Math.round(performance.now() - publishedAt)} ms after publish was pressed`);
    assert.equal(await phone.locator('body').getAttribute('data-same-page'), 'yes');
    await phone.getByRole('heading', { name: 'Draw, Round 2' }).waitFor();
    assert.ok(await phone.getByRole('link', { name: 'Draw', exact: true }).isVisible());
  });

  it('chooses the team: its debate stands on top, also after the page is opened again', async () => {
    await phone.getByLabel('Your team').selectOption({ label: 'Cedar 1' });
    await phone.locator('[data-card] .r-room-big').waitFor();
    await phone.reload();
    assert.match(await phone.locator('[data-card]').innerText(), /Cedar 1/);
    await keep('draw');
  });

  it('sees it go when it is withdrawn', async () => {
    await doAct('withdraw');
    await phone.getByRole('heading', { name: 'The draw of Round 2 is not published yet.' }).waitFor();
    assert.equal(await phone.locator('[data-team]').count(), 0);
  });
});
