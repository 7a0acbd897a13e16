import type { FastifyInstance } from 'fastify';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import type { Tab } from '../tab.ts';
import { createSite } from '../web/server.ts';

/** A site on a port of its own, and browsers that are signed in to its tab room. */
export interface TestDesk {
  readonly server: FastifyInstance;
  readonly url: string;
  /** Somebody of the tab room in front of a page; everybody is somebody else. */
  readonly director: (path: string, context?: BrowserContextOptions) => Promise<Page>;
  /** The same in front of a board of panels, once it can be dragged on. */
  readonly board: (path: string) => Promise<Page>;
  /** Sends everybody home. */
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openDesk(tab: Tab): Promise<TestDesk> {
  const server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const browser = await openBrowser();
  const open: BrowserContext[] = [];
  const first = await browser.newContext();
  const login = await signIn(await first.newPage(), url);
  await first.close();

  const usual = { storageState: login, viewport: { width: 1400, height: 900 }, reducedMotion: 'reduce' } as const;
  const director = async (path: string, special: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ ...usual, ...special });
    open.push(context);
    const page = await context.newPage();
    await page.goto(url + path);
    return page;
  };
  return {
    server,
    url,
    director,
    board: async (path) => {
      const page = await director(path);
      await page.locator('[data-shelf-tools]').waitFor({ state: 'visible' });
      return page;
    },
    clear: async () => {
      for (const context of open.splice(0)) await context.close();
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

async function signIn(page: Page, url: string): ReturnType<BrowserContext['storageState']> {
  await page.goto(`${url}/login`);
  await page.fill('[name=password]', 'secret');
  await Promise.all([page.waitForURL('**/admin'), page.press('[name=password]', 'Enter')]);
  return page.context().storageState();
}
