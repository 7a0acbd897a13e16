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

describe('a draw on the screen', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let browser: Browser;
  let page: Page;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 1 });
    await act(tab, { slug: 'cup', seq: 2 }, 'all-in', 'draw');
    server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1400, height: 900 }, baseURL: url, reducedMotion: 'reduce' });
    await page.goto('/login');
    await page.fill('[name=password]', 'secret');
    await Promise.all([page.waitForURL('**/admin'), page.press('[name=password]', 'Enter')]);
    await page.goto(paths.step('cup', 2, 'draw'));
  });
  after(async () => {
    await browser.close();
    await server.close();
    await tab.close();
  });

  const rooms = async () => debates.ofRound(tab.db, (await findRound(tab, 'cup', 2)).round.id);
  const pair = async () => {
    const [first, second] = await rooms();
    const [one, another] = [first?.teams[0], second?.teams[1]];
    assert.ok(first && second && one && another);
    return { first, second, one, another };
  };
  const seat = (key: string, team: number) => page.locator(`[data-to="${key}:${team}"]`);

  it('lets two teams change places when one is dragged onto the other, and takes it back at Z', async () => {
    const { first, second, one, another } = await pair();
    await page.locator(`[data-key="team-${one.id}"]`).dragTo(page.locator(`[data-key="team-${another.id}"]`));
    await seat(`${second.id}:1`, one.id).waitFor();
    await seat(`${first.id}:0`, another.id).waitFor();
    await page.getByRole('button', { name: /^Take back: / }).waitFor();
    await page.keyboard.press('z');
    await seat(`${first.id}:0`, one.id).waitFor();
    assert.equal((await rooms())[0]?.teams[0]?.id, one.id);
  });

  it('does the same by keys: Enter on one, Enter on the other', async () => {
    const { first, second, one, another } = await pair();
    await page.locator(`[data-key="team-${one.id}"]`).focus();
    await page.keyboard.press('Enter');
    assert.match(await page.locator('[data-say]').innerText(), /in hand/);
    await page.locator(`[data-key="team-${another.id}"]`).focus();
    await page.keyboard.press('Enter');
    await seat(`${second.id}:1`, one.id).waitFor();
    await seat(`${first.id}:0`, another.id).waitFor();
  });

  it('takes a team out by its form, leaves an empty seat, says so among the checks, and takes it back', async () => {
    const { first, one } = await pair();
    await page.getByText('Move a team by a form').click();
    await page.selectOption('[name=team]', `${one.id}:${first.id}:0`);
    await page.selectOption('[name=to]', 'none');
    await page.getByRole('button', { name: 'Move the team' }).click();
    await page.locator(`[data-key="seat-${first.id}:0"]`).waitFor();
    await page.getByText('1 debate lacks teams.').waitFor();
    await page.getByRole('button', { name: /^Take back: / }).click();
    await seat(`${first.id}:0`, one.id).waitFor();
  });
});
