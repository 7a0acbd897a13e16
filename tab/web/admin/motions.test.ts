import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { createSite } from '../server.ts';

describe('the motions page of the tab room, without any script', () => {
  let tab: TestTab;
  let browser: Browser;
  let page: Page;
  let address: string;
  let close: () => Promise<void>;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'schools', seed: 'schools', simulate: 1 });
    const server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
    close = () => server.close();
    address = await server.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
    page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${address}/login`);
    await page.getByLabel('Password').fill('secret');
    await page.getByRole('button', { name: 'Sign in' }).click();
  });
  after(async () => {
    await browser.close();
    await close();
    await tab.close();
  });

  const isPublic = async (text: string): Promise<boolean> => (await (await fetch(`${address}/schools/motions/`)).text()).includes(text);
  const round2 = () => page.locator('#round-2');

  it('takes a motion for the round being played, which nobody outside sees yet', async () => {
    await page.goto(`${address}/schools/admin/motions`);
    await page.getByRole('heading', { name: 'Round 2 has no motion yet.' }).waitFor();
    await round2().getByText('Add a motion').click();
    await round2().getByLabel('Motion 1').fill('That we would weigh every vote');
    await round2().getByLabel('Info slide').fill('Votes are counted.');
    await round2().getByRole('button', { name: 'Save' }).click();
    await page.getByText('The motion is saved.').waitFor();
    assert.equal(await isPublic('weigh every vote'), false);
  });

  it('releases it, and withdraws it', async () => {
    await round2()
      .getByRole('button', { name: /everybody reads it/ })
      .click();
    await page.getByRole('heading', { name: 'Everybody can read the motions of Round 2.' }).waitFor();
    assert.equal(await isPublic('weigh every vote'), true);
    await round2()
      .getByRole('button', { name: /withdraw/ })
      .click();
    await page.getByText('Round 2: withdrawn.').waitFor();
    assert.equal(await isPublic('weigh every vote'), false);
  });

  it('corrects it, keeps what else it says, and deletes it', async () => {
    await round2().getByLabel('Motion 1').fill('That we would count every vote');
    await round2().getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('The motion is saved.').waitFor();
    assert.equal(await round2().getByLabel('Info slide').first().inputValue(), 'Votes are counted.');
    await round2().getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The motion is deleted.').waitFor();
    await page.getByRole('heading', { name: 'Round 2 has no motion yet.' }).waitFor();
  });
});
