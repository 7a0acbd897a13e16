import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { send } from '#kit/http/client.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { startInstallation, type Installation } from './installation.ts';

const echo = join(import.meta.dirname, 'apps', 'echo');

/** Pages that stay with the story: where it goes on, the next step finds them as they were left. */
describe('an operator gives the desk a door of its own, and tells the public how it stands', () => {
  let house: Installation;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  before(async () => {
    house = await startInstallation();
    await house.rostra('apps:create', 'tab');
    await house.rostra('config:set', 'DJANGO_SECRET_KEY=signs', '--app', 'tab');
    await house.rostra('deploy', echo, '--app', 'tab');
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(100_000); // a machine with other work to do
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(house.url);
    await page.getByLabel('Password').fill(house.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.goto(`${house.url}/apps/tab`);
  });
  after(async () => {
    await browser.close();
    await house.remove();
  });

  const inMenu = async (name: string): Promise<void> => {
    await page.getByText('Menu').click();
    await page.getByRole('navigation', { name: 'App' }).getByRole('link', { name, exact: true }).click();
  };
  const visit = (app: string, headers: Readonly<Record<string, string>> = {}, path = '/') =>
    send({ url: `${house.appUrl(app)}${path}`, headers: { accept: 'text/html', ...headers } });

  it('makes a mirror in one dialog; its password is shown this once', async () => {
    await inMenu('Mirror');
    await page.getByText('Who may come').click();
    await page.getByLabel('Only as').fill('desk');
    await page.getByRole('button', { name: 'Make it', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'tab has one mirror, and all is alike.' }).waitFor();
    const password = await page.locator('dd code').nth(1).innerText();
    assert.equal((await visit('tab-admin')).status, 401);
    const authorization = `Basic ${Buffer.from(`desk:${password}`).toString('base64')}`;
    assert.equal((await visit('tab-admin', { authorization })).status, 200);
    await page.reload();
    assert.equal(await page.getByText(password).count(), 0);
  });

  it('says on a phone how it stands, in two presses, and the public reads it', async () => {
    await page.setViewportSize({ width: 320, height: 700 });
    await inMenu('Status page');
    await page.getByRole('button', { name: 'We are looking into it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Everybody can read how tab stands.' }).waitFor();
    const { text } = await visit('tab', {}, '/.rostra/status');
    assert.match(text, /Everything works\..*We are looking into it/s);
    assert.ok(await fits(page));
  });

  it('publishes what the app is', async () => {
    await inMenu('Project page');
    await page.getByLabel('Title').fill('A cup of debates');
    await page.getByLabel('Everybody may fetch the source').check();
    assert.ok(await fits(page));
    await page.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByRole('heading', { level: 1, name: 'Everybody can read what tab is.' }).waitFor();
    await page.goto(`${house.appUrl('tab')}/about`);
    await page.getByRole('heading', { level: 1, name: 'A cup of debates' }).waitFor();
    assert.ok(await fits(page));
    assert.deepEqual(faults, []);
  });
});

/** Nobody has to push a phone's page to and fro. */
const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
