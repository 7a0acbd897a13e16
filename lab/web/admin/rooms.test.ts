import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { defineProject } from '../../game/define-project.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import publicGoods from '../../../demo/lab/games/public-goods.ts';
import { labServer } from '../server.ts';

/** With ROSTRA_SCREENSHOTS=folder the run leaves pictures there. */
const pictures = process.env['ROSTRA_SCREENSHOTS'];

const labels = ['A', 'B', 'C'].flatMap((row) => [1, 2, 3, 4].map((seat) => `${row}${seat}`));
const project = defineProject({
  defaults: { participationFee: 5, pointValue: 0.02 },
  rooms: [
    { name: 'lab_a', displayName: 'Laboratory A', labels, secureUrls: true },
    { name: 'lab_b', displayName: 'Laboratory B', labels },
    { name: 'hall' },
  ],
  sessions: [{ name: 'public_goods', displayName: 'Public goods', games: [publicGoods] }],
});

const widths = [
  { name: 'light', width: 1280, dark: false },
  { name: 'dark', width: 1280, dark: true },
  { name: '320', width: 320, dark: false },
];

describe('a room in a browser', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let address: string;
  let browser: Browser;
  let desk: Page;
  let anna: Page;
  before(async () => {
    lab = await testLab(project, { LAB_AUTH: 'OPEN' });
    server = await labServer(lab);
    address = await server.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
    desk = await browser.newPage();
    anna = await browser.newPage();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await lab?.close();
  });

  /** Holds a button for as long as it asks. */
  async function hold(page: Page, name: RegExp): Promise<void> {
    const button = page.getByRole('button', { name });
    await button.hover();
    await page.mouse.down();
    await page.waitForEvent('framenavigated');
    await page.mouse.up();
  }

  it('shows the organiser who waits, and their own links', async () => {
    await desk.goto(`${address}/rooms/lab_a`);
    await desk.getByRole('heading', { name: 'Nobody waits in Laboratory A yet.' }).waitFor();
    const link = await desk.locator('#label-A1 code').innerText();
    assert.match(link, /\/room\/lab_a\?participant_label=A1&hash=[0-9a-f]{16}$/);
    await anna.goto(link);
    await anna.getByRole('button', { name: 'Start' }).click();
    await anna.getByText('Waiting for your session to begin.').waitFor();
    await desk.getByRole('heading', { name: '1 of 12 waits in Laboratory A.' }).waitFor();
    assert.match(await desk.locator('#label-A1').innerText(), /waits/);
  });

  for (const { name, width, dark } of widths) {
    it(`each page stands within its width: ${name}`, async () => {
      const pages = {
        rooms: '/rooms',
        room: '/rooms/lab_a',
        'room-open': '/rooms/hall',
        'room-new-session': '/sessions/new?room=lab_a',
        door: '/room/lab_b?participant_label=anna',
        start: '/room/lab_b?participant_label=A2',
        'waiting-room': '/room/lab_b?participant_label=A2&welcome_page_ok=1',
      };
      const page = await browser.newPage();
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      for (const [title, path] of Object.entries(pages)) {
        await page.goto(`${address}${path}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${title} at ${width}`);
        assert.equal(await page.locator('h1').count(), 1, title);
        if (pictures) await page.screenshot({ path: join(pictures, `lab-${title}-${name}.png`), fullPage: true });
      }
      await page.close();
    });
  }

  it('calls everybody in who waits when a session is made there', async () => {
    await desk.getByRole('link', { name: 'New session here' }).click();
    await desk.getByLabel('Number of participants').fill('12');
    await desk.getByRole('button', { name: 'Create the session' }).click();
    await anna.waitForURL(/\/p\/[a-z0-9]{8}\/public_goods\/Contribute\/1$/);
    await desk.getByRole('heading', { name: '1 of 12 have come in to Public goods.' }).waitFor();
    assert.match(await desk.locator('#label-A1').innerText(), /in the session/);
  });

  it('moves the slowest on when the organiser holds the button, and their screens follow', async () => {
    await desk.getByRole('link', { name: 'Monitor' }).click();
    await desk.getByRole('link', { name: 'Links' }).click();
    await desk.getByText('This session is in Laboratory A.').waitFor();
    await desk.getByRole('link', { name: 'Monitor' }).click();
    const button = desk.getByRole('button', { name: 'Hold to move on A1' });
    await button.waitFor();
    await button.click();
    assert.equal(await desk.getByText('were moved on').count(), 0);
    await hold(desk, /Hold to start 11/);
    await desk.getByText('11 people were moved on.').waitFor();
    await hold(desk, /Hold to move on 12 on Contribute/);
    await desk.getByText('12 people were moved on.').waitFor();
    await anna.waitForURL(/\/public_goods\/Results\//);
    if (pictures) await desk.screenshot({ path: join(pictures, 'lab-monitor-moved-light.png'), fullPage: true });
  });

  it('is empty again when it is closed', async () => {
    await desk.goto(`${address}/rooms/lab_a`);
    await hold(desk, /Hold to close the room/);
    await desk.getByText('No session is in this room.').waitFor();
  });
});
