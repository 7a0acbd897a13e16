import assert from 'node:assert/strict';
import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { send } from '#kit/http/client.ts';
import { startPostgres, type RunningPostgres } from '#kit/postgres/server.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { startLabProcess, type LabProcess } from '../lab/testing/lab-process.ts';
import { textAt } from './text-at.ts';

const key = { 'otree-rest-key': 'rehearsal' };

/** As long as the database stays away. */
const awayMs = 10_000;

describe('the database goes away while three people play', () => {
  let folder: string;
  let postgres: RunningPostgres;
  let lab: LabProcess;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-away-'));
    await chmod(folder, 0o711); // the server's own user must pass
    postgres = await startPostgres({ directory: join(folder, 'data') });
    const env = {
      DATABASE_URL: postgres.url,
      LAB_REST_KEY: 'rehearsal',
      LAB_PRODUCTION: '1',
      LAB_AUTH: 'STUDY',
      LAB_SECRET: 'e2e',
      LAB_HOST: '127.0.0.1',
    };
    lab = await startLabProcess({ env });
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await lab?.stop();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const again = async (): Promise<void> => {
    const { port } = postgres;
    postgres = await startPostgres({ directory: join(folder, 'data'), port });
  };

  /** Three people before their contributions. */
  async function threePeople(): Promise<{ session: string; people: [Page, Page, Page] }> {
    const body = { session_config_name: 'public_goods', num_participants: 3 };
    const session = textAt((await send({ method: 'POST', url: `${lab.url}/api/sessions`, headers: key, body })).json(), 'code');
    const made = (await send({ url: `${lab.url}/api/sessions/${session}`, headers: key })).json();
    const arrive = async (at: number): Promise<Page> => {
      const page = await browser.newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(`${lab.url}/InitializeParticipant/${textAt(made, 'participants', at, 'code')}`);
      return page;
    };
    return { session, people: [await arrive(0), await arrive(1), await arrive(2)] };
  }

  async function give(page: Page, amount: string): Promise<void> {
    await page.getByLabel('How much').fill(amount);
    await page.getByRole('button', { name: 'Next' }).click();
  }

  const stops: { it: string; stop: () => Promise<void> }[] = [
    { it: 'is stopped and started again', stop: () => postgres.stop() },
    {
      it: 'is killed and started again',
      stop: async () => {
        process.kill(postgres.pid, 'SIGKILL');
        await postgres.stop();
      },
    },
  ];
  for (const { it: what, stop } of stops)
    it(`${what}: nobody is told that something is saved that is not, and nothing is lost or counted twice`, async () => {
      const { session, people } = await threePeople();
      const [first, second, third] = people;
      const typing = await browser.newPage();
      typing.setDefaultTimeout(60_000);
      await typing.route('**/here/**', (route) => route.abort()); // what would tell it that the third has gone on
      await typing.goto(third.url()); // another device of the third
      await give(first, '50');
      await first.getByText('Your answer is saved.').waitFor();
      await stop();
      const since = Date.now();
      await give(second, '70');
      const state = second.locator('[data-submit-state]');
      await state.filter({ hasText: 'Your answer is kept and goes out by itself.' }).waitFor();
      assert.equal(await second.getByText(/saved/).count(), 0);
      await typing.getByLabel('How much').fill('29');
      await third.reload();
      await third.getByText('The database does not answer right now.').waitFor();
      assert.match(await third.locator('main').innerText(), /tries again by itself/);
      await first.reload(); // somebody who waits and looks
      await delay(Math.max(0, awayMs - (Date.now() - since)));
      await again();
      await second.getByText('Waiting for 1 more person').waitFor();
      await third.getByLabel('How much').waitFor(); // it came back by itself
      assert.equal(await typing.getByLabel('How much').inputValue(), '29');
      await give(third, '30');
      await typing.getByRole('button', { name: 'Next' }).click();
      await typing.getByText('You have already completed that page.').waitFor();
      const payoffs = await Promise.all(people.map((page) => page.getByText('You earned').innerText()));
      assert.deepEqual(payoffs, ['You earned 140\u00a0points.', 'You earned 120\u00a0points.', 'You earned 160\u00a0points.']);
      for (const page of people) await page.getByRole('button', { name: 'Next' }).click();
      for (const page of people) await page.getByRole('heading', { name: 'You have finished' }).waitFor();
      const times = (await send({ url: `${lab.url}/api/export_page_times?session_code=${session}`, headers: key })).text;
      const left = times.split('\n').filter((line) => line.includes(',Contribute,')).length;
      assert.equal(left, 3, times);
      await Promise.all([...people, typing].map((page) => page.close()));
    });
});
