import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { startInstallation, type Installation } from './installation.ts';
import { steadyLoad, type LoadResult } from './steady-load.ts';

const echo = join(import.meta.dirname, 'apps', 'echo');

/** Pages that stay with the story: where it goes on, the next step finds them as they were left. */
describe('an operator deploys an app and scales it while people use it', () => {
  let house: Installation;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];
  const stop = new AbortController();
  let load: Promise<LoadResult>;

  before(async () => {
    house = await startInstallation();
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  });
  after(async () => {
    stop.abort();
    await browser.close();
    await house.remove();
  });

  it('signs in with the password that was printed', async () => {
    await page.goto(house.url);
    await page.getByLabel('Password').fill(house.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nothing runs here yet.' }).waitFor();
  });

  it('makes an app, deploys a folder to it and sees it run', async () => {
    await page.getByLabel('Name').fill('hello');
    await page.getByRole('button', { name: 'Create app' }).click();
    await page.getByRole('heading', { level: 1, name: 'hello waits for its first deploy.' }).waitFor();
    await house.rostra('deploy', echo, '--app', 'hello');
    await page.getByRole('heading', { level: 1, name: /One dyno runs and answers/ }).waitFor();
    await dynoRow('web.1').getByText('up').waitFor();
  });

  it('sees the traffic of this second', async () => {
    load = steadyLoad(house.appUrl('hello'), { perSecond: 40, signal: stop.signal });
    await page.locator('[data-value=requests]', { hasText: /^[1-9]\d+$/ }).waitFor();
    assert.equal(await page.locator('.r-plot canvas').count(), 2);
  });

  it('is told what more dynos take before they run', async () => {
    const more = page.getByRole('button', { name: 'One web dyno more' });
    await more.click();
    await more.click();
    const preview = page.locator('[data-preview]');
    await preview.getByText('1 now').waitFor();
    await preview.getByText(/Takes up to 1 GB more memory/).waitFor();
    assert.equal(await dynoRow('web.2').count(), 0);
  });

  it('runs them, and sees dynos and chart change', async () => {
    const plot = page.locator('[data-plot=throughput] canvas');
    const earlier = await drawing(plot);
    await page.getByRole('button', { name: 'Run 3' }).click();
    for (const name of ['web.2', 'web.3']) await dynoRow(name).getByText('up').waitFor();
    await page.getByRole('heading', { level: 1, name: /3 dynos run and answer/ }).waitFor();
    await page.locator('[data-value=marks]', { hasText: 'Scaled' }).waitFor();
    assert.notEqual(await drawing(plot), earlier);
  });

  it('reads what the new dynos wrote', async () => {
    await page.locator('.r-log', { hasText: 'web.3' }).waitFor();
  });

  it('goes back with one button', async () => {
    await page.getByRole('button', { name: 'Go back to 1' }).click();
    await page.getByRole('heading', { level: 1, name: /One dyno runs and answers/ }).waitFor();
    await dynoRow('web.3').waitFor({ state: 'detached' });
  });

  it('has cost nobody a request, and the page no error', async () => {
    stop.abort();
    const { sent, failures } = await load;
    assert.ok(sent > 100);
    assert.deepEqual(failures, []);
    assert.deepEqual(faults, []);
  });

  const dynoRow = (name: string): Locator => page.getByRole('table', { name: 'Dynos of hello' }).getByRole('row', { name });
});

function drawing(canvas: Locator): Promise<string> {
  return canvas.evaluate((element) => (element instanceof HTMLCanvasElement ? element.toDataURL() : ''));
}
