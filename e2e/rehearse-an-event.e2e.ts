import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { connectClient, localAddress, type Operations } from '../platform/client.ts';
import { startInstallation, type Installation } from './installation.ts';
import { rehearsedResult } from './rehearsed.ts';

const echo = join(import.meta.dirname, 'apps', 'echo');

/** Bots that share a busy machine with everything else may find their own figures spoilt and say so: then that is the report. */
describe('a newcomer rehearses tomorrow’s event', () => {
  let house: Installation;
  let browser: Browser;
  let page: Page;
  let platform: Operations;
  const faults: string[] = [];

  before(async () => {
    house = await startInstallation();
    await house.rostra('apps:create', 'hello');
    await house.rostra('deploy', echo, '--app', 'hello');
    platform = connectClient(localAddress(house.home));
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(house.url);
    await page.getByLabel('Password').fill(house.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.goto(`${house.url}/apps/hello`);
  });
  after(async () => {
    await browser.close();
    await house.remove();
  });

  it('answers five questions', async () => {
    await page.getByRole('link', { name: 'Rehearsal' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'How many people hello holds is not known yet.' }).waitFor();
    await page.getByLabel('People open pages').check();
    await page.getByLabel('2. How many people come?').fill('20');
    await page.getByLabel('5. How long may it take?').selectOption({ label: 'Less than a minute: is it enough?' });
    await page.getByRole('button', { name: 'Let the bots play' }).click();
    await page.getByRole('heading', { level: 1, name: 'Bots play hello. You expect 20 people.' }).waitFor();
  });

  it('looks on while a copy is played with, and reads what it came to', async () => {
    await page.goto(house.url);
    await page.getByText('Bots play a copy of hello').waitFor({ timeout: 60_000 });
    await page.goBack();
    await page.getByRole('link', { name: 'See what it came to' }).click({ timeout: 280_000 });
    await page.getByRole('heading', { level: 2, name: 'How many people it holds' }).waitFor();
    const { levels, result } = (await platform.rehearsals('hello'))[0] ?? {};
    assert.ok((levels?.length ?? 0) > 0 && result !== null, 'levels were played');
  });

  it('has the plan of a report run on the day of the event, and sees what it costs', async () => {
    const plan = { people: 60, where: 'clone' as const, sources: [{ kind: 'http', requests: [{ get: '/' }] }] };
    const { id } = await platform.planRehearsal('hello', { plan });
    await platform.endRehearsal('hello', id, { result: rehearsedResult, failure: null });
    await page.goto(`${house.url}/apps/hello/rehearsals/${id}`);
    await page.getByText('2 web costs $0.0694 an hour.').waitFor();
    await page.getByLabel('from', { exact: true }).fill('10:00');
    await page.getByRole('button', { name: 'Run 2 web on that day' }).click();
    await page.getByRole('heading', { level: 1, name: /^hello stays at one dyno until/ }).waitFor();
    await page.getByText(/Next: web=2/).waitFor();
    const [schedule] = await platform.schedules('hello');
    assert.match(schedule?.when ?? '', /10:00 to 18:00/);
  });

  it('or at once', async () => {
    await page.goBack();
    await page.getByRole('button', { name: 'Use 2 web dynos' }).click();
    await page.getByRole('heading', { level: 1, name: /^2 dynos run and answer/ }).waitFor({ timeout: 60_000 });
    assert.deepEqual(faults, []);
  });
});
