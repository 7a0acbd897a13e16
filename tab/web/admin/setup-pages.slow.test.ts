import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { kinds } from '../../setup/kinds.ts';
import { findTournament } from '../../round/find.ts';
import { testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { createSite } from '../server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const looks = [
  { name: 'light', width: 1280, scheme: 'light' },
  { name: 'dark', width: 1280, scheme: 'dark' },
  { name: '320', width: 320, scheme: 'light' },
] as const;

describe('the pages of the set-up', () => {
  let tab: TestTab;
  let site: FastifyInstance;
  let browser: Browser;
  let address: string;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'schools', simulate: 1, seed: 'schools' });
    site = await createSite(tab, { adminPassword: 'open sesame', apiKey: null, cookieSecret: 'x'.repeat(64) });
    address = await site.listen({ host: '127.0.0.1', port: 0 });
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await site.close();
    await tab.close();
  });

  async function signedIn(look: (typeof looks)[number]): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({
      viewport: { width: look.width, height: 800 },
      colorScheme: look.scheme,
      reducedMotion: 'reduce',
      bypassCSP: true,
    });
    const page = await context.newPage();
    await page.goto(`${address}/login`);
    const name = page.locator('input[name=name]');
    if ((await name.count()) > 0) await name.fill('admin');
    await page.locator('input[name=password]').fill('open sesame');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/admin');
    return { context, page };
  }

  async function faultsOf(page: Page): Promise<unknown> {
    await page.addScriptTag({ content: axe });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    const found: unknown = await page.evaluate(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 160)]))`,
    );
    return wide ? [found, 'wider than the screen'] : found;
  }

  async function keep(page: Page, name: string): Promise<void> {
    const folder = process.env['ROSTRA_SCREENSHOTS'];
    if (folder) await page.screenshot({ path: join(folder, `tab-${name}.png`), fullPage: true });
  }

  const fixed = ['setup', 'import', 'take-away', 'settings', 'settings/presets/bp', 'people'];
  for (const look of looks)
    it(`have nothing that axe finds and nothing wider than the screen: ${look.name}`, async () => {
      const { context, page } = await signedIn(look);
      const tournament = await findTournament(tab, 'schools');
      const things = ['teams', 'adjudicators', 'rounds', 'break-categories'] as const;
      const firsts = await Promise.all(
        things.map(async (kind) => `setup/${kind}/${(await kinds[kind].list(tab.db, tournament.id))[0]?.id}`),
      );
      const all = [...fixed, ...Object.keys(kinds).map((kind) => `setup/${kind}`), ...firsts];
      for (const path of look.name === 'dark' ? [...fixed, 'setup/teams'] : all) {
        await page.goto(`${address}/schools/admin/${path}`);
        assert.deepEqual(await faultsOf(page), [], `${path}, ${look.name}`);
        if (['setup', 'setup/teams', 'import', 'settings/presets/bp', firsts[1]].includes(path))
          await keep(page, `${path.replaceAll(/[/\d]+/g, '-')}-${look.name}`);
      }
      await context.close();
    });

  it('take a table from the clipboard to the list, looked at in between', async () => {
    const { context, page } = await signedIn(looks[0]);
    await page.goto(`${address}/schools/admin/import`);
    await page.getByLabel('Cells').fill('School\tTeam\tSpeaker 1\tSpeaker 2\nAsh\tOwls\tAda\tBo\nElm\tCats\tCy\tDi');
    await page.getByRole('button', { name: 'Look at it first' }).click();
    await page.getByRole('heading', { level: 1, name: 'Adds 2, changes 0, skips 0.' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await keep(page, 'pasted');
    await page.getByRole('button', { name: 'Carry it out' }).click();
    await page.getByText('2 added, 0 changed, 0 left as they were.').waitFor();
    await page.getByRole('link', { name: 'Ash Owls' }).click();
    await page.getByLabel('Seed').fill('strong');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Seed is "strong"; it must be a whole number from 0 to 1000000.').waitFor();
    await context.close();
  });

  it('give every file that they offer', async () => {
    const { context, page } = await signedIn(looks[0]);
    await page.goto(`${address}/schools/admin/take-away`);
    const files = await page
      .locator('main a[href*="/take-away/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    assert.ok(files.length > 15);
    for (const file of files) {
      const answer = await context.request.get(`${address}${file}`);
      assert.equal(answer.status(), 200, file);
      const start = (await answer.body()).subarray(0, 2).toString();
      if (/\.(zip|xlsx)$/.test(file)) assert.equal(start, 'PK', file);
    }
    await context.close();
  });
});
