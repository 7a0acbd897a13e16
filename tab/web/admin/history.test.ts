import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { findRound } from '../../round/find.ts';
import * as debates from '../../store/debates.ts';
import { act, testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { createSite } from '../server.ts';
import { paths } from './routes.ts';

describe('rooms on the screen, and the history of a round', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let browser: Browser;
  let page: Page;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 1 });
    await act(tab, { slug: 'cup', seq: 2 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1400, height: 900 }, baseURL: url, reducedMotion: 'reduce' });
    await page.goto('/login');
    await page.fill('[name=password]', 'secret');
    await Promise.all([page.waitForURL('**/admin'), page.press('[name=password]', 'Enter')]);
  });
  after(async () => {
    await browser.close();
    await server.close();
    await tab.close();
  });

  const rooms = async () => debates.ofRound(tab.db, (await findRound(tab, 'cup', 2)).round.id);
  const at = (debate: number, room: number) => page.locator(`[data-to="${debate}:${room}"]`);

  it('lets two debates change rooms by drag; Z takes it back, Shift-Z does it again', async () => {
    const [first, second] = await rooms();
    assert.ok(first?.venue && second?.venue);
    const [one, other] = [first.venue.id, second.venue.id];
    await page.goto(paths.step('cup', 2, 'rooms'));
    await at(first.id, one).dragTo(at(second.id, other));
    await at(second.id, one).waitFor();
    await at(first.id, other).waitFor();
    await page.keyboard.press('z');
    await at(first.id, one).waitFor();
    await page.keyboard.press('Shift+Z');
    await at(second.id, one).waitFor();
    assert.equal((await rooms())[1]?.venue?.id, one);
  });

  it('lists who did what, with the way back of each', async () => {
    await page.goto(paths.history('cup', 2));
    const row = (words: string) => page.locator('tr', { hasText: words });
    await row('gave out the rooms').getByText('take that back first').waitFor();
    await page.getByRole('button', { name: 'Take back' }).first().click();
    await page.getByText('Taken back: admin').first().waitFor();
  });

  it('takes the last act back from the page of a step', async () => {
    await page.goto(paths.step('cup', 2, 'rooms'));
    await page.getByRole('link', { name: 'History and undo' }).click();
    await page.waitForURL(`**${paths.history('cup', 2)}`);
    await page.getByRole('heading', { name: 'What was done to Round 2.' }).waitFor();
  });

  it('takes back by Z on any page what whoever looks did last, and again by Shift-Z, but nothing that was published', async () => {
    const weights = async () => (await rooms()).map(({ importance }) => importance);
    const said = (words: string) => page.locator('[data-undo-say]', { hasText: words }).waitFor();
    const were = await weights();
    await act(tab, { slug: 'cup', seq: 2 }, 'prioritise');
    const are = await weights();
    assert.notDeepEqual(are, were);
    await page.goto(paths.step('cup', 2, 'available'));
    await page.keyboard.press('z');
    await said('Taken back: admin weighed the debates.');
    assert.deepEqual(await weights(), were);
    await page.keyboard.press('Shift+Z');
    await said('Done again.');
    assert.deepEqual(await weights(), are);
    await act(tab, { slug: 'cup', seq: 2 }, 'publish');
    await page.keyboard.press('z');
    await said('A key does not take back what spectators were shown');
    await act(tab, { slug: 'cup', seq: 2 }, 'withdraw');
  });
});
