import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { readCsv } from '#kit/files/csv.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import project from '../../../demo/lab/rostra.lab.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

const pictures = process.env['ROSTRA_SCREENSHOTS'];

describe('a visitor tries public goods in split screen, and watches', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let address: string;
  let browser: Browser;
  let page: Page;
  let monitor: Page;
  let data: Page;

  before(async () => {
    lab = await testLab(project, { LAB_AUTH: 'DEMO', LAB_ADMIN_PASSWORD: 'correct horse' });
    server = await labServer(lab);
    address = await server.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    monitor = await browser.newPage();
    data = await browser.newPage();
  });
  after(async () => {
    await browser.close();
    await server.close();
    await lab.close();
  });

  const seat = (number: number): FrameLocator => page.frameLocator(`iframe[title="Seat P${number}"]`);

  it('one press makes a session and shows its links', async () => {
    await page.goto(`${address}/`);
    await page.getByRole('button', { name: 'Try Public goods' }).click();
    await page.getByRole('heading', { name: '3 links, one for each person.' }).waitFor();
    await monitor.goto(page.url().replace('links', 'monitor'));
    await monitor.getByRole('heading', { name: 'Nobody has started yet.' }).waitFor();
  });

  it('the seats play side by side', async () => {
    await page.getByRole('link', { name: 'Play in split screen' }).click();
    for (const [at, gift] of [50, 70, 30].entries()) {
      await seat(at + 1)
        .locator('[name=contribution]')
        .fill(String(gift));
      if (pictures && at === 2) await page.screenshot({ path: join(pictures, 'lab-split-light.png') });
      await seat(at + 1)
        .getByRole('button', { name: 'Next' })
        .click();
      if (at < 2)
        await seat(at + 1)
          .getByText(/Waiting for/)
          .waitFor();
    }
    for (const [at, payoff] of [140, 120, 160].entries())
      await seat(at + 1)
        .getByText(`You earned ${payoff} points.`)
        .waitFor();
  });

  it('the monitor has followed them', async () => {
    await monitor.getByRole('heading', { name: '3 of 3 are on the way.' }).waitFor();
    await monitor.locator('.r-seat', { hasText: 'Results' }).nth(2).waitFor();
    await data.goto(monitor.url().replace('monitor', 'data'));
    await data.getByRole('heading', { name: '0 of 3 have finished.' }).waitFor();
    for (const number of [1, 2, 3]) await seat(number).getByRole('button', { name: 'Next' }).click();
    await monitor.getByRole('heading', { name: 'All 3 have finished.' }).waitFor();
  });

  it('the data and the payments are there', async () => {
    await monitor.getByRole('link', { name: 'Look at the data' }).click();
    await data.getByRole('heading', { name: 'The data of all 3 is complete.' }).waitFor(); // without being asked to look again
    const download = monitor.waitForEvent('download');
    await monitor.getByRole('link', { name: 'Download CSV' }).click();
    const chunks = await Array.fromAsync(await (await download).createReadStream());
    assert.deepEqual(
      readCsv(Buffer.concat(chunks).toString()).rows.map((row) => row.cells['public_goods.1.player.payoff']),
      ['140.0', '120.0', '160.0'],
    );
    await monitor.getByRole('link', { name: 'Payments' }).click();
    await monitor.getByRole('heading', { name: '$420.00 for 3.' }).waitFor();
  });

  it('real sessions are not theirs to see', async () => {
    await monitor.goto(`${address}/sessions`);
    await monitor.getByRole('heading', { name: 'Sign in to the lab' }).waitFor();
    await monitor.getByLabel('Password').fill('correct horse');
    await monitor.getByRole('button', { name: 'Sign in' }).click();
    await monitor.getByRole('heading', { name: 'No session is running.' }).waitFor();
  });
});
