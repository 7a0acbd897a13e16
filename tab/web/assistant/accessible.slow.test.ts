import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { openBrowser } from '#kit/testing/browser.ts';
import { findRound } from '../../round/find.ts';
import { saveMotion } from '../../round/motions.ts';
import * as debates from '../../store/debates.ts';
import * as people from '../../store/people.ts';
import { act, testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { paths as adminPaths } from '../admin/routes.ts';
import { paths as personalPaths } from '../personal/paths.ts';
import { createSite } from '../server.ts';
import { paths } from './paths.ts';

const findings = v.array(v.object({ id: v.string(), nodes: v.array(v.object({ html: v.string() })) }));

/** Every page where ballots are typed, checked and looked at, and every page about accounts. */
describe('pages of ballots and accounts', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let browser: Browser;
  let address: string;
  let axe: string;
  const urls: string[] = [];
  before(async () => {
    tab = await testTab();
    const tournament = await createDemo(tab, { demo: 'wsdc8', actor: 'demo', slug: 'cup', seed: 'a' });
    const values = { 'motions.enable_motions': true, 'motions.motion_vetoes_enabled': true, 'data_entry.enable_postponements': true };
    await changeSettings(tab, { tournament, actor: 'admin', values });
    await act(tab, { slug: 'cup', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    for (const place of [1, 2])
      await saveMotion(tab, {
        tournament,
        actor: 'admin',
        id: null,
        motion: { text: `Motion ${place}`, reference: '', infoSlide: '', rounds: [{ seq: 1, place }] },
      });
    await act(tab, { slug: 'cup', seq: 1 }, 'release-motions');
    server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
    address = await server.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const [debate] = await debates.ofRound(tab.db, (await findRound(tab, 'cup', 1)).round.id);
    assert.ok(debate);
    const chair = debate.panel.find(({ place }) => place === 'C')?.id;
    const key = (await people.links(tab.db, tournament.id, 'adjudicator')).find(({ personId }) => personId === chair)?.urlKey ?? '';
    urls.push(
      adminPaths.users('cup'),
      adminPaths.accounts(),
      adminPaths.me(),
      adminPaths.log('cup'),
      adminPaths.ballot('cup', debate.id),
      adminPaths.step('cup', 1, 'ballots'),
      paths.queue('cup'),
      paths.enter('cup', debate.id),
      personalPaths.home('cup', key),
      personalPaths.ballot('cup', 1, key),
    );
  });
  after(async () => {
    await browser.close();
    await server.close();
    await tab.close();
  });

  const faultsOf = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe);
    const found: unknown = await page.evaluate("axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)");
    const faults = v.parse(findings, found).map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 100)}`);
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    return isWide ? [...faults, 'wider than the screen'] : faults;
  };

  for (const { it: words, width, colorScheme } of [
    { it: 'in light', width: 1280, colorScheme: 'light' },
    { it: 'in dark', width: 1280, colorScheme: 'dark' },
    { it: 'at 320 px', width: 320, colorScheme: 'light' },
  ] as const)
    it(`have nothing that axe finds, ${words}`, async () => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce', bypassCSP: true });
      const page = await context.newPage();
      await page.goto(`${address}/login`);
      const found: Record<string, string[]> = { '/login': await faultsOf(page) };
      await page.getByLabel('Password').fill('secret');
      await page.getByRole('button', { name: 'Sign in' }).click();
      for (const url of urls) {
        await page.goto(address + url);
        found[url] = await faultsOf(page);
      }
      await context.close();
      assert.deepEqual(
        Object.entries(found).filter(([, faults]) => faults.length > 0),
        [],
      );
    });
});
