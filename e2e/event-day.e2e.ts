import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { connectClient, localAddress } from '../platform/client.ts';
import { until } from '../platform/testing/dynod.ts';
import { startInstallation, type Installation } from './installation.ts';
import { steadyLoad } from './steady-load.ts';

const queue = join(import.meta.dirname, '..', 'accept', 'apps', 'queue');

/** Twenty minutes of the platform are one of ours. */
const speed = 20;
/** Fewer say nothing of what a change did. */
const fewestRequests = 40;

/** An app that does one thing at a time, 40 ms each: 25 requests a second are all that one dyno can. */
describe('an operator follows a burst on the page of figures', () => {
  let house: Installation;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];
  const stop = new AbortController();
  const burst = new AbortController();
  const load: Promise<unknown>[] = [];

  before(async () => {
    const now = new Date().toISOString();
    house = await startInstallation({ env: { ROSTRA_CLOCK: `${now}@${now} x${speed}` } });
    await house.rostra('apps:create', 'queue');
    await house.rostra('deploy', queue, '--app', 'queue');
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(house.url);
    await page.getByLabel('Password').fill(house.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.goto(`${house.url}/apps/queue/metrics?range=15m`);
  });
  after(async () => {
    stop.abort();
    burst.abort();
    await Promise.all(load);
    await browser.close();
    await house.remove();
  });

  const opening = (words: RegExp) => page.getByRole('heading', { level: 1, name: words }).waitFor({ timeout: 180_000 });

  it('sees a quiet app', async () => {
    load.push(steadyLoad(house.appUrl('queue'), { perSecond: 12, signal: stop.signal }));
    await opening(/requests in 15 minutes, and none failed\.$/);
  });

  it('sees the burst come, and what the cause is', async () => {
    load.push(steadyLoad(house.appUrl('queue'), { perSecond: 32, signal: burst.signal }));
    await opening(/^Pages wait in line: 95 of 100 within/);
    await page.getByText(/requests a second keep \d+\.\d places busy, more than one dyno can\./).waitFor();
    const platform = connectClient(localAddress(house.home));
    await until(async () => (await platform.adviseScaling('queue', {})).lastMinute.requests >= fewestRequests);
  });

  it('applies what is suggested, and stays where the figures are', async () => {
    await page.getByRole('button', { name: /^Scale web to \d+$/ }).click();
    await page.waitForURL(/\/apps\/queue\/metrics$/);
    await page.locator('[data-live=activity]', { hasText: /Scaled to web@/ }).waitFor();
  });

  it('sees what the change did', async () => {
    const effect = page.locator('[data-live=activity]', { hasText: /Effect of “Scaled to web@.*p95 .* → / });
    await effect.waitFor({ timeout: 180_000 });
  });

  it('sees that it is fast again, and from when to when it was not', async () => {
    burst.abort();
    await opening(/^Fast again: 95 of 100 pages within/);
    await page.getByText(/^Pages were slow from .* dynos run now\.$/).waitFor();
    assert.deepEqual(faults, []);
  });
});
