import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { createServer } from '#kit/http/server.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import project from '../../../demo/lab/rostra.lab.ts';
import { createSession, type CreatedSession } from '../../sessions/create.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { registerAdmin } from './pages.ts';

/** With ROSTRA_SCREENSHOTS=folder the run leaves pictures there. */
const pictures = process.env['ROSTRA_SCREENSHOTS'];

const widths = [
  { name: 'light', width: 1280, dark: false },
  { name: 'dark', width: 1280, dark: true },
  { name: '320', width: 320, dark: false },
];

describe('the organiser’s pages in a browser', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let address: string;
  let browser: Browser;
  let page: Page;
  let client: pg.Client;
  let session: CreatedSession;

  before(async () => {
    lab = await testLab(project, { LAB_AUTH: 'OPEN' });
    server = await createServer({
      product: 'lab',
      logger: lab.logger,
      cookieSecret: lab.config.secret,
      islandFolders: [join(import.meta.dirname, 'islands')],
    });
    await registerAdmin(server, lab);
    address = await server.listen({ port: 0, host: '127.0.0.1' });
    client = new pg.Client({ connectionString: lab.databaseUrl });
    await client.connect();
    const labels = ['A', 'B', 'C', 'D'].flatMap((row) => [1, 2, 3, 4, 5, 6].map((seat) => `${row}${seat}`));
    session = await createSession(lab, { config: 'public_goods', participants: 24, label: 'Tuesday 10:00', labels });
    await createSession(lab, { config: 'survey', participants: 12, label: 'Pilot' });
    browser = await openBrowser();
    page = await browser.newPage();
  });
  after(async () => {
    await browser.close();
    await client.end();
    await server.close();
    await lab.close();
  });

  /** Puts people on a page, as if they had come there so many seconds ago. */
  const place = (numbers: readonly number[], pageIndex: number, secondsAgo: number) =>
    client.query(
      `update lab_participant set page_index = $2, visited = true, started_at = coalesce(started_at, now()), last_page_at = now() - make_interval(secs => $3)
       where session_id = $1 and number = any($4)`,
      [session.id, pageIndex, secondsAgo, numbers],
    );

  /** They have left the first page after so many seconds. */
  const left = (numbers: readonly number[], seconds: number) =>
    client.query(
      `with gone as (update lab_participant set started_at = now() - interval '10 min' where session_id = $1 and number = any($3) returning id, started_at)
       insert into lab_page_time (participant_id, page_index, is_wait, timed_out, completed_at)
       select id, 1, false, false, started_at + make_interval(secs => $2) from gone`,
      [session.id, seconds, numbers],
    );

  it('the monitor changes in place when people move', async () => {
    await left([2, 3, 5, 6, 13, 14, 15], 21);
    await page.goto(`${address}/sessions/${session.code}/monitor`);
    await page.getByRole('heading', { name: 'Nobody has started yet.' }).waitFor();
    await place([1], 1, 14);
    await page.getByRole('heading', { name: '1 of 24 is on the way.' }).waitFor();
    const first = page.locator('.r-seat').first();
    assert.match(await first.innerText(), /A1.*Contribute.*working/s);
    assert.match(await page.locator('[data-live-state]').innerText(), /Live/);
  });

  it('counts the time on each page on', async () => {
    const clock = page.locator('.r-seat', { hasText: 'A1' }).locator('[data-elapsed-ms]');
    const at = await clock.innerText();
    await page.waitForFunction(([seen]) => document.querySelector('.r-seat [data-elapsed-ms]')?.textContent !== seen, [at]);
    assert.match(await clock.innerText(), /^0:\d\d$/);
  });

  it('names who is late and whom the others wait for', async () => {
    await place([1, 4, 7, 8, 9, 16, 17, 18, 19], 1, 17);
    await place([2, 3, 5, 6], 2, 26);
    await place([13, 14, 15], 3, 9);
    await place([20, 21], 4, 100);
    await place([10], 1, 161);
    await page.getByRole('heading', { name: /B4 is late\./ }).waitFor();
    assert.match(await page.locator('.r-seat', { hasText: 'A2' }).innerText(), /waits for A1/);
    assert.match(await page.locator('.r-seat', { hasText: 'B4' }).innerText(), /late: usual 0:21/);
    assert.match(await page.locator('.r-river').innerText(), /10 Contribute/);
  });

  const pages = () => ({
    demo: '/demo',
    sessions: '/sessions',
    'new-session': '/sessions/new',
    login: '/login',
    monitor: `/sessions/${session.code}/monitor`,
    'monitor-table': `/sessions/${session.code}/monitor?view=table`,
    'monitor-drawer': `/sessions/${session.code}/monitor?seat=10`,
    links: `/sessions/${session.code}/links`,
    data: `/sessions/${session.code}/data`,
    payments: `/sessions/${session.code}/payments`,
    description: `/sessions/${session.code}/description`,
    exports: '/exports',
    server: '/server',
    rooms: '/rooms',
    'data-edit': `/sessions/${session.code}/data?edit=2`,
    'payments-adjust': `/sessions/${session.code}/payments?adjust=${session.participantCodes[0] ?? ''}`,
    receipts: `/sessions/${session.code}/receipts`,
    'qr-codes': `/sessions/${session.code}/qr-codes`,
  });

  for (const { name, width, dark } of widths) {
    it(`each page stands within its width: ${name}`, async () => {
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      for (const [title, path] of Object.entries(pages())) {
        await page.goto(`${address}${path}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${title} at ${width}`);
        assert.equal(await page.locator('h1').count(), 1, title);
        if (pictures) await page.screenshot({ path: join(pictures, `lab-${title}-${name}.png`), fullPage: true });
      }
    });
  }
});
