import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { createSite } from '../server.ts';
import { publishPaths } from './publish-paths.ts';
import { paths } from './routes.ts';

const round = { slug: 'harbour', seq: 1 };

describe('the hall sees a draw before the phones do', () => {
  let tab: TestTab;
  let site: Awaited<ReturnType<typeof createSite>>;
  let browser: Browser;
  let director: Page;
  let hall: Page;
  let phone: Page;
  let address: string;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'harbour', seed: 'harbour' });
    await act(tab, round, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    site = await createSite(tab, { adminPassword: 'open sesame', apiKey: null, cookieSecret: 'x'.repeat(32) });
    address = await site.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
    const room = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
    [director, hall] = [await room.newPage(), await room.newPage()];
    phone = await browser.newPage();
    await director.goto(`${address}/login`);
    await director.locator('input[type=password]').fill('open sesame');
    await director.getByRole('button', { name: 'Sign in' }).click();
    await director.waitForURL('**/admin');
  });
  after(async () => {
    await browser.close();
    await site.close();
    await tab.close();
  });

  it('its screen says what comes while nothing is armed', async () => {
    const listening = hall.waitForResponse((response) => response.url().endsWith('/live'));
    await hall.goto(address + publishPaths.projector('harbour', 1));
    await listening;
    assert.equal(await hall.locator('tbody').count(), 0);
    await hall.getByText('The draw of Round 1 shows here first.').waitFor();
  });

  it('shows whole rows as soon as the director says so, and no phone does', async () => {
    await director.goto(address + paths.step('harbour', 1, 'publish'));
    await director.getByRole('button', { name: 'Show it in the hall first' }).click();
    await director.getByText(/^The hall sees this draw since/).waitFor();
    await hall.locator('tbody tr:visible').first().waitFor();
    assert.equal(await hall.locator('tbody tr:visible').count(), 6);
    assert.equal(await hall.getByText('rooms 1 to 6 of 6').count(), 1);
    await phone.goto(`${address}/harbour/draw/`);
    assert.equal(await phone.locator('[data-team]').count(), 0);
  });

  it('the phones get it when the hall has seen every room', async () => {
    const told = hall.waitForResponse((response) => response.url().endsWith('/projector/shown'));
    await hall.keyboard.press('ArrowRight');
    assert.equal((await told).headers()['surrogate-purge'], 'tournament-harbour');
    await phone.locator('[data-team]').first().waitFor();
    await director.getByText(/^Public since/).waitFor();
  });
});
