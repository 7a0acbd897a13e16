import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { send } from '#kit/http/client.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { startInstallation, type Installation } from './installation.ts';

const breaks = join(import.meta.dirname, 'apps', 'breaks');

describe('an organiser sees that something broke', () => {
  let house: Installation;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  before(async () => {
    house = await startInstallation();
    await house.rostra('apps:create', 'breaks');
    await house.rostra('addons:create', 'errors', '--app', 'breaks');
    await house.rostra('deploy', breaks, '--app', 'breaks');
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(house.url);
    await page.getByLabel('Password').fill(house.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  });
  after(async () => {
    await browser.close();
    await house.remove();
  });

  const opening = (words: string | RegExp) => page.getByRole('heading', { level: 1, name: words });

  it('as a red sentence on the overview, which comes by itself', async () => {
    await opening(/^Running well\./).waitFor();
    assert.equal((await send({ url: `${house.appUrl('breaks')}/payoff` })).status, 500);
    await opening('Something broke in breaks.').waitFor();
    await page.locator('.r-status.fail').getByText('TypeError').waitFor();
  });

  it('and is at the failing line of code after one click', async () => {
    await page.getByRole('link', { name: 'See where it broke' }).click();
    await opening("TypeError: Cannot read properties of undefined (reading 'valueOf')").waitFor();
    const line = page.locator('pre.r-source mark').first();
    assert.match(await line.innerText(), /^7\s+return pot \/ group\.players\.lenght\.valueOf\(\);/);
    assert.ok(await line.isVisible());
  });

  it('or after three, by way of the app and its list of errors', async () => {
    await page.goto(house.url);
    await page.getByRole('link', { name: 'breaks', exact: true }).first().click();
    await page.getByRole('link', { name: 'Errors' }).first().click();
    await page
      .getByRole('link', { name: /^TypeError/ })
      .last()
      .click();
    await page.locator('pre.r-source mark').first().waitFor();
  });

  it('with the request in the log', async () => {
    await page.getByRole('link', { name: 'The request in the log' }).click();
    await page.getByText('path="/payoff"').first().waitFor();
    await page.goBack();
  });

  it('wants to be told when sessions crash', async () => {
    const said = await house.rostra('errors:alerts', '--times', '100/5', '--crash-free', '98', '--app', 'breaks');
    assert.match(said, /100 times in 5 min.*\n.*\n.*fewer than 98 %/);
    await page.goto(`${house.url}/apps/breaks/errors`);
    assert.equal(await page.getByLabel('Fewer sessions without a crash than, in %').inputValue(), '98');
  });

  it('and the overview is calm again when it is resolved', async () => {
    await page
      .getByRole('link', { name: /^TypeError/ })
      .last()
      .click();
    await page.getByRole('button', { name: 'Resolved', exact: true }).click();
    await page.getByText('resolved', { exact: true }).first().waitFor();
    await page.goto(house.url);
    await opening(/^Running well\./).waitFor();
    assert.deepEqual(faults, []);
  });
});
