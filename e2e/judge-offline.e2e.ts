import assert from 'node:assert/strict';
import { setTimeout as pass } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import * as v from 'valibot';
import { send } from '#kit/http/client.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { testDatabase } from '#kit/testing/database.ts';
import type { TestDatabase } from '#kit/testing/database.ts';
import { until } from '../platform/testing/dynod.ts';
import { startTabProcess } from '../tab/test-process.ts';
import type { TabProcess } from '../tab/test-process.ts';

const cutMs = 20_000;
const pairings = v.array(v.object({ id: v.number(), adjudicators: v.object({ chair: v.nullable(v.string()) }) }));
const adjudicators = v.array(v.object({ url: v.string(), url_key: v.nullable(v.string()) }));
const versions = v.array(v.object({ version: v.number(), confirmed: v.boolean() }));

describe('a judge sends a ballot from a small phone through twenty seconds without a network', () => {
  let database: TestDatabase;
  let web: TabProcess;
  let browser: Browser;
  let phone: BrowserContext;
  let judge: Page;
  let address: string;
  let debate: number;
  before(async () => {
    database = await testDatabase();
    web = startTabProcess('serve', { DATABASE_URL: database.url, TAB_API_KEY: 'key' });
    address = String((await web.said('tab_listening'))['address']);
    await api('POST', 'tournaments', { demo: 'bp24', slug: 'harbour' });
    for (const act of ['all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish'])
      await api('POST', `tournaments/harbour/rounds/1/acts/${act}`, {});
    browser = await openBrowser();
    phone = await browser.newContext({ viewport: { width: 320, height: 640 }, reducedMotion: 'reduce', hasTouch: true });
    phone.setDefaultTimeout(20_000);
    judge = await phone.newPage();
    await judge.goto(`${address}/harbour/privateurls/${await keyOfChair()}/`);
  });
  after(async () => {
    await browser.close();
    const end = await web.stop();
    await database.drop();
    assert.deepEqual(end, [0, null]);
  });

  const api = async (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
    const headers = { authorization: 'Token key' };
    const answer = await send({ method, url: `${address}/api/v1/${path}`, headers, timeoutMs: 60_000, ...(body ? { body } : {}) });
    assert.ok(answer.status < 300, `${path}: ${answer.status} ${answer.text}`);
    return answer.json();
  };
  const keyOfChair = async (): Promise<string> => {
    const [first] = v.parse(pairings, await api('GET', 'tournaments/harbour/rounds/1/pairings'));
    const people = v.parse(adjudicators, await api('GET', 'tournaments/harbour/adjudicators'));
    assert.ok(first);
    debate = first.id;
    return people.find(({ url }) => url === first.adjudicators.chair)?.url_key ?? '';
  };
  const isKept = async (): Promise<boolean> =>
    judge.evaluate(async () => {
      const store = await caches.open('rostra-tab-ballot');
      return navigator.serviceWorker.controller !== null && (await store.match(location.href)) !== undefined;
    });
  const inputs = () => judge.locator('.r-step input');
  const scores = ['76', '78', '75', '74', '79', '77', '75', '78'];

  it('opens the ballot, loses the network and still types, with nothing hidden under the foot', async () => {
    await judge.getByRole('link', { name: 'Enter ballot' }).tap();
    await inputs().first().waitFor();
    await until(isKept, 'the phone keeps the page');
    await phone.setOffline(true);
    for (const [index, score] of scores.entries()) await inputs().nth(index).fill(score);
    await judge.getByText('All 8 scores are in. Check the order, then send.').waitFor();
    assert.equal(await judge.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    const last = inputs().last();
    await last.focus();
    const isUnderFoot = await last.evaluate((input) => {
      const { left, top, width, height } = input.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) !== input;
    });
    assert.equal(isUnderFoot, false);
  });

  it('keeps the ballot through the cut and a reload within it, and sends it by itself when the network is back', async () => {
    const cutAt = performance.now();
    await judge.getByRole('button', { name: 'Send ballot' }).tap();
    await judge.getByText('No connection. Your ballot is safe on this phone').waitFor();
    await judge.reload();
    await judge.getByText('No connection. Your ballot is safe on this phone').waitFor();
    assert.deepEqual(
      await inputs().evaluateAll((all) => all.map((input) => (input instanceof HTMLInputElement ? input.value : ''))),
      scores,
    );
    await pass(Math.max(0, cutMs - (performance.now() - cutAt)));
    await phone.setOffline(false);
    await judge.getByRole('heading', { name: /^Your ballot arrived at \d\d:\d\d:\d\d$/ }).waitFor();
    await judge.getByText('It is version 1 of this debate’s ballot.').waitFor();
    assert.match(await judge.locator('.r-receipt').first().innerText(), /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const sent = v.parse(versions, await api('GET', `tournaments/harbour/rounds/1/pairings/${debate}/ballots`));
    assert.deepEqual(sent, [{ version: 1, confirmed: false }]);
  });
});
