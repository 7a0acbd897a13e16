import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { testDatabase } from '#kit/testing/database.ts';
import type { TestDatabase } from '#kit/testing/database.ts';
import { send } from '#kit/http/client.ts';
import { startTabProcess } from '../tab/test-process.ts';
import type { TabProcess } from '../tab/test-process.ts';

const count = 10;

/** No pointer is used after the first page: every step is a key. */
describe('two assistants enter and check ten ballots by keyboard alone', () => {
  let database: TestDatabase;
  let webs: TabProcess[];
  let browser: Browser;
  const urls: string[] = [];
  before(async () => {
    database = await testDatabase();
    const env = { DATABASE_URL: database.url, TAB_ADMIN_PASSWORD: 'open sesame', TAB_API_KEY: 'key' };
    webs = [startTabProcess('serve', env), startTabProcess('serve', env)];
    for (const web of webs) urls.push(String((await web.said('tab_listening'))['address']));
    browser = await openBrowser();
    await api('tournaments', { demo: 'bp88', slug: 'worlds' });
    for (const act of ['all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish'])
      await api(`tournaments/worlds/rounds/1/acts/${act}`, {});
  });
  after(async () => {
    await browser.close();
    const ends = await Promise.all(webs.map((web) => web.stop()));
    await database.drop();
    assert.deepEqual(ends, [
      [0, null],
      [0, null],
    ]);
  });

  const api = async (path: string, body: object): Promise<void> => {
    const answer = await send({
      method: 'POST',
      url: `${urls[0]}/api/v1/${path}`,
      headers: { authorization: 'Token key' },
      body,
      timeoutMs: 60_000,
    });
    assert.ok(answer.status < 300, `${path}: ${answer.status} ${answer.text}`);
  };
  const pageAt = async (url: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };
  const heading = (page: Page, words: RegExp): Promise<void> => page.getByRole('heading', { level: 1, name: words }).waitFor();

  /** A director makes a link; whoever opens it makes an account and lands in the tab room. */
  const invited = async (name: string): Promise<Page> => {
    const director = await pageAt(`${urls[0]}/login`);
    await director.getByLabel('Password').fill('open sesame');
    await director.getByRole('button', { name: 'Sign in' }).click();
    await director.goto(`${urls[0]}/worlds/admin/users`);
    await director.locator('#invite-group').selectOption({ label: 'Tabulation Assistant' });
    await director.getByRole('button', { name: 'Make a link' }).click();
    const link = await director.locator('[data-link]').innerText();
    const page = await pageAt(link);
    await page.keyboard.press('Tab');
    await page.getByLabel('Name').focus();
    await page.keyboard.type(name);
    await page.keyboard.press('Tab');
    await page.keyboard.type('a long password');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/admin$/);
    await director.context().close();
    return page;
  };

  /** Types a ballot from its first field to the button; each score lower than the one before, so that nobody ties. */
  const type = async (page: Page, top: number): Promise<void> => {
    await page.locator('[data-score]').first().waitFor();
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-score') === true);
    for (let index = 0; index < 8; index += 1) {
      await page.keyboard.type(String(top - Math.floor(index / 2)));
      await page.keyboard.press('Enter');
    }
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-first') === true);
  };

  it('enters them one after the other, and is told at once of a score that cannot be', async () => {
    const lena = await invited('lena');
    await lena.goto(`${urls[1]}/worlds/assistant`);
    await heading(lena, /22 to enter\./);
    await lena.keyboard.press('e');
    await heading(lena, /^Enter the ballot of /);
    await lena.waitForFunction(() => document.activeElement?.hasAttribute('data-score') === true);
    await lena.keyboard.type('120');
    await lena.keyboard.press('Enter');
    await lena.getByText('120 is outside 50 to 99.').waitFor();
    await lena.keyboard.press('Control+A');
    await lena.keyboard.press('Backspace');
    for (let done = 0; done < count; done += 1) {
      const room = await lena.getByRole('heading', { level: 1 }).innerText();
      await type(lena, 80);
      assert.match(await lena.locator('[data-total="0-0"]').innerText(), /^160 · 1st$/);
      await lena.keyboard.press('Enter');
      await lena.getByText(`${/of (.+)\.$/.exec(room)?.[1]} is saved for somebody else to check.`).waitFor();
    }
    await lena.goto(`${urls[0]}/worlds/assistant`);
    await heading(lena, /^12 to enter\.$/);
    await lena.getByText(`${count} you entered wait for somebody else`).waitFor();
  });

  it('and somebody else checks them: each is confirmed once, by another than who entered it', async () => {
    const nia = await invited('nia');
    await nia.goto(`${urls[0]}/worlds/assistant`);
    await heading(nia, /12 to enter, 10 to check\./);
    await nia.keyboard.press('c');
    for (let done = 0; done < count; done += 1) {
      await heading(nia, /^Is this what the paper of .+ says\?$/);
      const room = /of (.+) says/.exec(await nia.getByRole('heading', { level: 1 }).innerText())?.[1];
      await nia.keyboard.press('y');
      await nia.getByText(`${room} is confirmed.`).waitFor();
    }
    await heading(nia, /^12 to enter\.$/);
    await nia.getByText('10 of 22 confirmed').waitFor();
  });
});
