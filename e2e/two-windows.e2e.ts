import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { send as ask } from '#kit/http/client.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { startInstallation, type Installation } from './installation.ts';

/** What one answer of the app says of the state that it came from. */
interface Said {
  readonly release: number;
  readonly edition: string;
  readonly motto: string | null;
}

/** Answers with its build and one config var, so that a mix of two people's wishes would show. */
const program = (edition: string): string => `
import { createServer } from 'node:http';
const { PORT, ROSTRA_RELEASE, MOTTO = null } = process.env;
const said = JSON.stringify({ release: Number(ROSTRA_RELEASE.slice(1)), edition: '${edition}', motto: MOTTO });
const server = createServer((request, response) => response.end(said)).listen(Number(PORT), '127.0.0.1');
process.once('SIGTERM', () => server.close(() => process.exit(0)));
`;

describe('two people on the dashboard at once', () => {
  let house: Installation;
  let browser: Browser;
  let folder: string;
  let ada: Page;
  let ben: Page;
  const answers: Said[] = [];
  const stop = new AbortController();
  let listening: Promise<void>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-windows-'));
    house = await startInstallation();
    await house.rostra('apps:create', 'hello');
    await deployed('first');
    await deployed('second');
    browser = await openBrowser();
    ada = await window({ name: 'admin', password: house.password });
    await ada.goto(`${house.url}/people`);
    await ada.getByLabel('Name').fill('ben');
    await ada.getByLabel('Role').first().selectOption('admin');
    await ada.getByLabel('Password').fill('ben has long words');
    await ada.getByRole('button', { name: 'Add' }).click();
    await ada.getByText('One person may sign in').waitFor();
    ben = await window({ name: 'ben', password: 'ben has long words' });
    listening = listen();
  });
  after(async () => {
    stop.abort();
    await listening;
    await browser.close();
    await house.remove();
    await rm(folder, { recursive: true, force: true });
  });

  describe('one deploys while the other scales', () => {
    it('ends with as many dynos as were asked for, all of the new release', async () => {
      await Promise.all([ada.goto(`${house.url}/apps/hello`), ben.goto(`${house.url}/apps/hello/releases`)]);
      const deploy = deployed('third');
      await scaledTo(ada, 3);
      await deploy;
      await until(async () => (await dynos()).length === 3);
      const serving = await servingRelease();
      assert.deepEqual(
        await dynos(),
        [1, 2, 3].map((n) => ({ name: `web.${n}`, release: serving, state: 'up' })),
      );
      assert.equal((await said()).edition, 'third');
    });

    it('and both windows say so', async () => {
      await ada.getByRole('heading', { level: 1, name: /3 dynos run and answer/ }).waitFor();
      await ben.getByRole('heading', { level: 1, name: `v${await servingRelease()} serves.` }).waitFor();
    });

    it('a wish made beside another number is told of it before it is done', async () => {
      await ben.goto(`${house.url}/apps/hello`);
      await ben.getByRole('button', { name: 'One web dyno more' }).click();
      await ben.getByRole('button', { name: 'Run 4' }).waitFor();
      await scaledTo(ada, 2);
      await ben.getByText('Somebody else has just set it to 2. Your wish counts from there.').waitFor();
      assert.equal((await house.rostra('ps', '-a', 'hello')).includes('web.4'), false);
      await ben.getByRole('button', { name: 'Cancel' }).click();
    });

    it('from a window that has lost its connection it is refused, with the number that it is and what to do', async () => {
      await cutOff(ben, '/apps/hello');
      await scaledTo(ada, 1);
      await ben.getByRole('button', { name: 'One web dyno more' }).click();
      await ben.getByRole('button', { name: 'Run 3' }).click();
      await refused(ben, /Somebody else was faster:.*\b1\b/, /Nothing of yours was done/);
      await until(async () => (await dynos()).length === 1);
    });

    it('and done from the page that says so', async () => {
      await scaledTo(ben, 2);
      await until(async () => (await dynos()).length === 2);
    });
  });

  describe('one sets a config var while the other goes back to an older release', () => {
    it('from a window that has not heard of it going back is refused, with what serves now', async () => {
      const first = await servingRelease();
      await cutOff(ben, '/apps/hello/releases');
      await motto(ada, 'ut omnes');
      const second = await until(async () => ((await said()).motto === 'ut omnes' ? servingRelease() : null));
      await goBack(ben, 1);
      await refused(ben, new RegExp(`Somebody else was faster: v${second} serves hello now, and you saw v${first}`), /decide again/);
      assert.equal((await said()).edition, 'third');
    });

    it('and from the page that says so it is done, with the new value', async () => {
      await goBack(ben, 1);
      await ben.getByText('Rollback to v1').first().waitFor();
      await until(async () => (await said()).edition === 'first');
      assert.equal((await said()).motto, 'ut omnes');
    });

    it('a value set beside older ones is refused, and what was typed stays', async () => {
      await ben.unroute('**/live?*');
      await ben.goto(`${house.url}/apps/hello/config`);
      await motto(ada, 'et duo');
      await fillMotto(ben, 'mine');
      await refused(ben, /the config vars of hello are not those that you saw/, /Look at them again/);
      assert.equal(await ben.getByLabel('Value', { exact: true }).inputValue(), 'mine');
      await until(async () => (await said()).motto === 'et duo');
    });

    for (const round of [1, 2, 3]) {
      it(`pressed in the same moment, each is done whole or refused whole (${round})`, async () => {
        const [edition, version] = round % 2 === 1 ? ['second', 2] : ['first', 1];
        await Promise.all([ada.goto(`${house.url}/apps/hello/config`), ben.goto(`${house.url}/apps/hello/releases`)]);
        const earlier = await said();
        const wish = `round ${round}`;
        const [isSet, isBack] = await Promise.all([isDone(ada, () => fillMotto(ada, wish)), isDone(ben, () => goBack(ben, version))]);
        assert.ok(isSet || isBack, 'one of the two came first');
        const serving = await settled();
        assert.deepEqual(await said(), {
          release: serving,
          edition: isBack ? edition : earlier.edition,
          motto: isSet ? wish : earlier.motto,
        });
        assert.deepEqual(
          await dynos(),
          [1, 2].map((n) => ({ name: `web.${n}`, release: serving, state: 'up' })),
        );
      });
    }

    it('and no visitor ever saw a mix: each release had one build and one value, and every answer was whole', async () => {
      stop.abort();
      await listening;
      const ofRelease = Map.groupBy(answers, ({ release }) => release);
      for (const [release, all] of ofRelease) {
        assert.equal(new Set(all.map((each) => JSON.stringify(each))).size, 1, `v${release}: ${JSON.stringify(all)}`);
      }
      assert.ok(ofRelease.size > 4, `${[...ofRelease.keys()].join(', ')} were seen`);
    });
  });

  async function window({ name, password }: { readonly name: string; readonly password: string }): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 1000 } })).newPage();
    await page.goto(house.url);
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  async function deployed(edition: string): Promise<void> {
    const source = join(folder, edition);
    await mkdir(source);
    await writeFile(join(source, 'Procfile'), 'web: node server.js\n');
    await writeFile(join(source, 'package.json'), '{"name":"hello","type":"module"}');
    await writeFile(join(source, 'server.js'), program(edition));
    await house.rostra('deploy', source, '--app', 'hello');
  }

  /** A page that hears of nothing: it stays as it was, until another one is opened. */
  async function cutOff(page: Page, path: string): Promise<void> {
    await page.route('**/live?*', (route) => route.abort());
    await page.goto(`${house.url}${path}`);
  }

  async function scaledTo(page: Page, quantity: number): Promise<void> {
    await page.unroute('**/live?*');
    await page.goto(`${house.url}/apps/hello`);
    await page.getByLabel('web dynos', { exact: true }).fill(String(quantity));
    await page
      .getByRole('button', { name: new RegExp(`^(Run|Stop).*\\b${quantity}\\b`) })
      .first()
      .click();
    await page.waitForURL(/scaled=web/);
  }

  async function motto(page: Page, value: string): Promise<void> {
    await page.goto(`${house.url}/apps/hello/config`);
    await fillMotto(page, value);
    await page.waitForURL(/#MOTTO$/);
  }

  async function fillMotto(page: Page, value: string): Promise<void> {
    await page.getByLabel('Name', { exact: true }).fill('MOTTO');
    await page.getByLabel('Value', { exact: true }).fill(value);
    await page.getByRole('button', { name: 'Set and restart' }).click();
  }

  /** By the keyboard: Enter, and Enter again. */
  async function goBack(page: Page, version: number): Promise<void> {
    await page.waitForLoadState();
    const form = page.locator(`#v${version} form`);
    await form.getByRole('button', { name: /go back/ }).press('Enter');
    await form.getByText('Press again to confirm.').waitFor();
    await form.getByRole('button', { name: /go back/ }).press('Enter');
  }

  async function refused(page: Page, why: RegExp, whatNow: RegExp): Promise<void> {
    const alert = page.getByRole('alert');
    await alert.getByText(why).waitFor();
    assert.match((await alert.textContent()) ?? '', whatNow);
    assert.match((await alert.textContent()) ?? '', /PLATFORM_CHANGED_MEANWHILE/);
  }

  /** What became of a form: done, or refused with a reason and what would allow it. */
  async function isDone(page: Page, send: () => Promise<void>): Promise<boolean> {
    const shown = page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() !== 303);
    await send();
    if ((await shown).status() === 200) return true;
    await refused(page, /Somebody else was faster/, /Nothing of yours was done/);
    return false;
  }

  async function dynos(): Promise<{ name: string; release: number; state: string }[]> {
    const all: { name: string; release: number; state: string }[] = JSON.parse(await house.rostra('ps', '-a', 'hello', '--json'));
    return all.map(({ name, release, state }) => ({ name, release, state })).toSorted((a, b) => a.name.localeCompare(b.name));
  }

  async function servingRelease(): Promise<number> {
    const releases: { version: number; current: boolean }[] = JSON.parse(await house.rostra('releases', '-a', 'hello', '--json'));
    return releases.find(({ current }) => current)?.version ?? 0;
  }

  /** The release that serves when none is on its way. */
  async function settled(): Promise<number> {
    return until(async () => {
      const [newest]: { version: number; current: boolean }[] = JSON.parse(await house.rostra('releases', '-a', 'hello', '--json'));
      if (newest?.current !== true) return null;
      return (await dynos()).every(({ release, state }) => release === newest.version && state === 'up') ? newest.version : null;
    });
  }

  async function said(): Promise<Said> {
    const { status, text } = await ask({ url: house.appUrl('hello') });
    assert.equal(status, 200, text);
    return JSON.parse(text);
  }

  /** A visitor who never stops asking. */
  async function listen(): Promise<void> {
    while (!stop.signal.aborted) answers.push(await said());
  }
});

async function until<T>(look: () => Promise<T | null | false>): Promise<T> {
  for (;;) {
    const answer = await look();
    if (answer !== null && answer !== false) return answer;
  }
}
