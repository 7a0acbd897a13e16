import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { createServer } from '#kit/http/server.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { makeEverythingPublic } from './everything-public.ts';
import { registerPublic } from './routes.ts';
import { surfaceOf } from './surface.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const looks = [
  { name: 'light', width: 1280, scheme: 'light' },
  { name: 'dark', width: 1280, scheme: 'dark' },
  { name: '320 px', width: 320, scheme: 'light' },
] as const;

describe('every public page', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let browser: Browser;
  let address: string;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'schools', simulate: 2, seed: 'schools' });
    await act(tab, { slug: 'schools', seq: 3 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    await makeEverythingPublic(tab, 'schools');
    const islandFolders = [join(import.meta.dirname, 'islands')];
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32), islandFolders });
    registerPublic(server, tab);
    address = await server.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await server.close();
    await tab.close();
  });

  it('is reached by links, in light, dark and on 320 px, with nothing that axe finds and nothing wider than the screen', async () => {
    const all = [...(await surfaceOf(server, 'schools'))].filter(([, { status }]) => status === 200).map(([url]) => url);
    const kinds = new Map(all.map((url) => [url.replaceAll(/\d+/g, 'N'), url])); // one record stands for all
    assert.ok(kinds.size >= 18, [...kinds.keys()].join(' '));
    for (const { name, width, scheme } of looks) {
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        colorScheme: scheme,
        reducedMotion: 'reduce',
        bypassCSP: true,
      });
      const page = await context.newPage();
      for (const url of kinds.values()) {
        await page.goto(address + url, { waitUntil: 'load' });
        await page.evaluate(axe);
        const found: string[] = await page.evaluate(
          `axe.run({ resultTypes: ['violations'] }).then((result) => result.violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(' | ')))`,
        );
        assert.deepEqual(found, [], `${url} in ${name}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wide <= 0, `${url} in ${name} is ${wide} px too wide`);
      }
      await context.close();
    }
  });
});
