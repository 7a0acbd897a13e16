import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { send } from '#kit/http/client.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { testDatabase, type TestDatabase } from '#kit/testing/database.ts';
import { startLabProcess, type LabProcess } from '../lab/testing/lab-process.ts';

const key = { 'otree-rest-key': 'rehearsal' };

/** Text of an answer, by the names on the way to it. */
function textAt(value: unknown, ...names: (string | number)[]): string {
  let at = value;
  for (const name of names) at = typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined;
  return String(at);
}

describe('three people play public goods in their browsers, on two web processes', () => {
  let database: TestDatabase;
  let processes: LabProcess[] = [];
  let browser: Browser;
  const people: Page[] = [];
  const [first, second, third] = [0, 1, 2].map((at) => () => {
    const page = people[at];
    assert.ok(page);
    return page;
  });

  before(async () => {
    database = await testDatabase();
    const env = {
      DATABASE_URL: database.url,
      LAB_REST_KEY: 'rehearsal',
      LAB_PRODUCTION: '1',
      LAB_AUTH: 'STUDY',
      LAB_SECRET: 'e2e',
      LAB_HOST: '127.0.0.1',
    };
    processes = await Promise.all([startLabProcess({ env }), startLabProcess({ env })]);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    const codes = await Promise.all(processes.map((lab) => lab.stop()));
    await database?.drop();
    assert.deepEqual(codes, [0, 0]);
  });

  it('comes in by personal links', async () => {
    const [one, other] = processes.map(({ url }) => url);
    const body = { session_config_name: 'public_goods', num_participants: 3 };
    const made = (await send({ method: 'POST', url: `${one}/api/sessions`, headers: key, body })).json();
    const session = (await send({ url: `${other}/api/sessions/${textAt(made, 'code')}`, headers: key })).json();
    for (const [at, address] of [one, one, other].entries()) {
      const context = await browser.newContext({ viewport: { width: 390, height: 780 } });
      const page = await context.newPage();
      await page.goto(`${address}/InitializeParticipant/${textAt(session, 'participants', at, 'code')}`);
      await page.getByRole('heading', { name: 'Your contribution' }).waitFor();
      people.push(page);
    }
  });

  it('is told beside the field what is wrong, and keeps what was typed', async () => {
    const page = first?.();
    await page?.getByLabel('How much').fill('101');
    await page?.getByRole('button', { name: 'Next' }).click();
    await page?.getByRole('alert').waitFor();
    assert.equal(await page?.getByLabel('How much').inputValue(), '101');
    assert.equal(await page?.getByText('A whole number from 0 to 100.').count(), 2);
  });

  it('can choose the amount with the buttons', async () => {
    const page = first?.();
    await page?.getByLabel('How much').fill('49');
    await page?.getByRole('button', { name: 'One more' }).click();
    assert.equal(await page?.getByLabel('How much').inputValue(), '50');
    await page?.getByRole('button', { name: 'Next' }).click();
    await page?.getByText('Waiting for 2 more people').waitFor();
  });

  it('waits for the last one, and all go on at once to their payoffs', async () => {
    for (const [page, gives] of [
      [second?.(), '70'],
      [third?.(), '30'],
    ] as const) {
      await page?.getByLabel('How much').fill(gives);
      await page?.getByRole('button', { name: 'Next' }).click();
    }
    const payoffs = await Promise.all(people.map((page) => page.getByText('You earned').innerText()));
    assert.deepEqual(payoffs, ['You earned 140\u00a0points.', 'You earned 120\u00a0points.', 'You earned 160\u00a0points.']); // on one line
  });

  it('comes back to where they are by going back', async () => {
    const page = first?.();
    await page?.goBack();
    await page?.getByText('You earned 140 points.').waitFor();
  });

  it('comes to the end, where the pay stands', async () => {
    for (const page of people) await page.getByRole('button', { name: 'Next' }).click();
    for (const page of people) await page.getByRole('heading', { name: 'You have finished' }).waitFor();
    assert.equal(await second?.().getByText('You earned').innerText(), 'You earned $120.00 in all: 120 points in the games.');
  });
});
