import assert from 'node:assert/strict';
import { readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { startInstallation, type Installation } from './installation.ts';

describe('somebody drops a table, and brings it back in the browser', () => {
  let house: Installation;
  let browser: Browser;
  let page: Page;
  let earlier: string;
  const faults: string[] = [];

  const sql = async (text: string): Promise<string> => (await house.rostra('pg:psql', '--app', 'open', '--command', text)).trim();
  const contents = (): Promise<string> =>
    sql("select count(*) || ' ' || md5(string_agg(b::text, '|' order by id)) from ballots b").catch(String);
  const headline = (words: string | RegExp): Promise<void> => page.getByRole('heading', { level: 1, name: words }).waitFor();
  async function hold(name: string): Promise<void> {
    await page.getByRole('button', { name }).hover();
    await page.mouse.down();
    await page.waitForEvent('framenavigated');
    await page.mouse.up();
  }

  before(async () => {
    house = await startInstallation();
    await house.rostra('apps:create', 'open');
    await house.rostra('addons:create', 'postgres', '--app', 'open');
    await sql("create table ballots as select n id, 'ballot ' || n words from generate_series(1, 4000) n");
    earlier = await contents();
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(house.url);
    await page.getByLabel('Password').fill(house.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.goto(`${house.url}/apps/open/backups`);
  });
  after(async () => {
    await browser.close();
    await house.remove();
  });

  it('a backup is one button, and unproven until it was tried', async () => {
    await page.getByRole('button', { name: 'Back up now' }).click();
    await headline('The newest backup of open is unproven.');
    await page.getByRole('link', { name: 'b1', exact: true }).first().click();
    await page.getByRole('button', { name: 'Try it' }).click();
    await headline(/^b1 of open is proven: 1 table with 4,000 rows came back as it was\.$/);
  });

  it('the table is gone, then back with every row', async () => {
    await sql('drop table ballots');
    assert.match(await contents(), /does not exist/);
    await page.getByLabel('Type open to go on').fill('open');
    await hold('Restore b1');
    await page.getByText('restored', { exact: true }).waitFor();
    await page.getByText(/4,000 rows\. What was there stays beside it/).waitFor();
    assert.equal(await contents(), earlier);
  });

  it('a file that is cut short is taken as an unproven backup, and restoring it changes nothing', async () => {
    await page.goto(`${house.url}/apps/open/backups/1`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download' }).click();
    const file = join(house.home, 'cut.dump');
    await (await downloading).saveAs(file);
    await truncate(file, (await readFile(file)).length - 300);
    await page.goto(`${house.url}/apps/open/backups`);
    await page.getByLabel('File').setInputFiles(file);
    await page.getByRole('button', { name: 'Bring it' }).click();
    await headline(/^b\d+ of open is unproven/);
    const id = /\/backups\/(\d+)$/.exec(page.url())?.[1] ?? '';
    await page.getByLabel('Type open to go on').fill('open');
    await hold(`Restore b${id}`);
    await page.getByText(/Nothing has changed: .*(cut short|damaged)/).waitFor();
    assert.equal(await contents(), earlier);
    assert.deepEqual(faults, []);
  });
});
