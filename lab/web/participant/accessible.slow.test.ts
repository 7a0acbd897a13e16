import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page, Response } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import demo from '../../../demo/lab/rostra.lab.ts';
import { createSession } from '../../sessions/create.ts';
import { sendNotice } from '../../sessions/notice.ts';
import { pauseSession } from '../../sessions/pause.ts';
import { pageKinds } from '../../testing/page-kinds.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare const axe: { run(): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> };

const mostBytes = 60_000;
const answers = 'years=7&height=1.7&gift=50&risk=3&isSure=True&agrees=1&side=left&mood=good&fruit=figs&door=left';

describe('the participants’ pages for everybody', () => {
  let labs: TestLab[] = [];
  let servers: FastifyInstance[] = [];
  let browser: Browser;
  /** One of each kind: its name and address. */
  const places: { kind: string; url: string }[] = [];

  before(async () => {
    labs = await Promise.all([testLab(pageKinds), testLab(demo)]);
    servers = await Promise.all(labs.map((lab) => labServer(lab)));
    const [own = '', games = ''] = await Promise.all(servers.map((server) => server.listen({ host: '127.0.0.1', port: 0 })));
    browser = await openBrowser();
    const [lab, demoLab] = labs;
    assert.ok(lab && demoLab);

    await addPages(lab, own);
    await addGames(demoLab, games);
  });
  after(async () => {
    await browser?.close();
    await Promise.all(servers.map((server) => server.close()));
    await Promise.all(labs.map((lab) => lab.close()));
  });

  const add = (kind: string, url: string): void => void places.push({ kind, url });

  /** One of each kind of page of a game, and the doors. */
  async function addPages(lab: TestLab, own: string): Promise<void> {
    const asked = await createSession(lab, { config: 'asked', participants: 4 });
    const [first = '', second = '', third = '', fourth = ''] = asked.participantCodes;
    add('form', await arrive(own, first));
    add('wait', await send(await arrive(own, second), answers));
    await send(await arrive(own, third), answers);
    await send(await arrive(own, fourth), answers);
    await send(`${own}/p/${third}/asked/End/3`, '');
    add('results', `${own}/p/${fourth}/asked/End/3`);
    add('end', `${own}/p/${third}/end`);
    const { participantCodes: lobby } = await createSession(lab, { config: 'matched', participants: 2 });
    add('match', await arrive(own, lobby[0] ?? ''));
    const open = await createSession(lab, { config: 'matched', participants: 2 });
    add('session-wide link', `${own}/join/${open.joinCode}?participant_label=anna`);
    add('welcome', `${own}/room/hall`);
    add('waiting room', `${own}/room/hall?welcome_page_ok=1`);
    add('who are you', `${own}/room/listed`);
    add('unknown label', `${own}/room/listed?participant_label=bert`);
    add('error', `${own}/p/zzzzzzzz/asked/All/1`);
    add('no such link', `${own}/join/bakolume`);
    await addMoments(lab, own);
  }

  /** What happens to people while they play, and other languages. */
  async function addMoments(lab: TestLab, own: string): Promise<void> {
    const paused = await createSession(lab, { config: 'idled', participants: 1 });
    await arrive(own, paused.participantCodes[0] ?? '');
    await sendNotice({ sessionId: paused.id, code: null, text: 'We go on at ten.' }, lab);
    await pauseSession(paused.id, lab);
    add('paused, with a notice', await arrive(own, paused.participantCodes[0] ?? ''));
    const { participantCodes: gate } = await createSession(lab, { config: 'idled', participants: 1 });
    add('gate', await send(await arrive(own, gate[0] ?? ''), ''));
    const { participantCodes: arabic } = await createSession(lab, { config: 'asked', participants: 2 });
    add('form from right to left', await arrive(own, `${arabic[0] ?? ''}?language=ar`));
    add('wait from right to left', await send(await arrive(own, `${arabic[1] ?? ''}?language=he`), answers));
  }

  /** A page with a clock, a chat, and a page of people who wait before a live page. */
  async function addGames(lab: TestLab, origin: string): Promise<void> {
    for (const config of ['live_bargaining', 'prisoner']) {
      const { participantCodes } = await createSession(lab, { config, participants: 2 });
      for (const code of participantCodes) places.push({ kind: `${config}, second page`, url: await send(await arrive(origin, code), '') });
    }
  }

  /** Where a start link leads. */
  async function arrive(origin: string, code: string): Promise<string> {
    return (await fetch(`${origin}/InitializeParticipant/${code}`, { headers: { accept: 'text/html' } })).url;
  }

  /** Where a page leads when it is sent. */
  async function send(url: string, body: string): Promise<string> {
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    return (await fetch(url, { method: 'POST', body, headers })).url;
  }

  /** Of the page that stays: one whose time is up, or whose people have come, goes on while axe looks. */
  async function violationsOn(page: Page): Promise<string[]> {
    for (;;) {
      const found = await axeOn(page).catch(goneOn);
      if (found) return found;
      await page.waitForLoadState();
    }
  }

  async function axeOn(page: Page): Promise<string[]> {
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(() => axe.run());
    return violations.map(({ id, help, nodes }) => `${id} (${help}) ${nodes[0]?.html ?? ''}`);
  }

  /** The place as a browser shows it that was nowhere before: the page that is left cannot go on by itself meanwhile. */
  async function comeTo(page: Page, url: string): Promise<void> {
    await page.goto('about:blank').catch(goneOn);
    await page.goto(url).catch(goneOn);
    await page.waitForLoadState();
  }

  /** Null when the page went on by itself, and its document with it. */
  function goneOn(error: unknown): null {
    assert.match(String(error), /context was destroyed|navigation|interrupted|axe is not defined/i);
    return null;
  }

  for (const { colorScheme, width } of [
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 1280 },
    { colorScheme: 'light', width: 320 },
    { colorScheme: 'dark', width: 320 },
  ] as const)
    it(`axe finds nothing on any of them, and nothing is cut off: ${colorScheme}, ${width} px`, async () => {
      const page = await browser.newPage({ viewport: { width, height: 780 } });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const found: string[] = [];
      for (const { kind, url } of places) {
        await comeTo(page, url);
        found.push(...(await violationsOn(page)).map((violation) => `${kind}: ${violation}`));
        if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth).catch(goneOn))
          found.push(`${kind}: scrolls sideways`);
      }
      assert.deepEqual(found, []);
      await page.close();
    });

  it('nor on what only happens while somebody is there: the question whether they are, a page sent twice, a session that fills up', async () => {
    const [lab, demoLab] = labs;
    assert.ok(lab && demoLab);
    const originOf = (kind: string): string => new URL(places.find((place) => place.kind === kind)?.url ?? '').origin;
    const own = originOf('form');
    const page = await browser.newPage({ viewport: { width: 320, height: 780 } });
    await page.emulateMedia({ reducedMotion: 'reduce' });

    const { participantCodes: idle } = await createSession(lab, { config: 'idled', participants: 1 });
    await page.goto(await arrive(own, idle[0] ?? ''));
    await page.getByRole('dialog', { name: 'Are you still there?' }).waitFor();
    assert.deepEqual(await violationsOn(page), []);
    await page.keyboard.press('Enter'); // a sign of life
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    const auction = await createSession(demoLab, { config: 'double_auction', participants: 6 });
    const games = originOf('live_bargaining, second page');
    const sent: string[] = [];
    for (const code of auction.participantCodes) sent.push(await send(await arrive(games, code), ''));
    await page.goto(sent.at(-1) ?? '');
    await page.locator('[data-live-state]').filter({ hasText: 'Connected.' }).waitFor();
    assert.deepEqual(await violationsOn(page), [], 'a live page while the clock runs');

    const { participantCodes: twice } = await createSession(lab, { config: 'asked', participants: 2 });
    await page.goto(await arrive(own, twice[0] ?? ''));
    await page.evaluate(async (body) => {
      const form = document.querySelector<HTMLFormElement>('form.lab-content');
      const intent = form?.querySelector<HTMLInputElement>('[name=intent]')?.value ?? '';
      await fetch(location.href, { method: 'POST', body: new URLSearchParams(`${body}&intent=${intent}`), redirect: 'manual' });
      form?.submit(); // as another browser would, with other answers
    }, answers);
    await page.getByRole('heading', { name: 'This page was sent twice' }).waitFor();
    assert.deepEqual(await violationsOn(page), []);

    const full = await createSession(lab, { config: 'idled', participants: 1 });
    await page.goto(`${own}/join/${full.joinCode}`);
    await fetch(`${own}/join/${full.joinCode}`, { method: 'POST' });
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('heading', { name: 'Session is full.' }).waitFor();
    assert.deepEqual(await violationsOn(page), []);
    await page.close();
  });

  it('what was wrong with a form is told to everybody too', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 780 } });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(places[0]?.url ?? '');
    await page.getByRole('button', { name: 'Left door' }).click();
    await page.getByRole('alert').filter({ hasText: 'Please fix the errors.' }).waitFor();
    assert.deepEqual(await violationsOn(page), []);
    assert.equal(await page.locator(':focus').getAttribute('aria-invalid'), 'true');
    await page.close();
  });

  async function weigh(url: string, width: number): Promise<number> {
    const context = await browser.newContext({ viewport: { width, height: 780 } });
    const page = await context.newPage();
    const loaded: Response[] = [];
    page.on('response', (response) => void loaded.push(response));
    await page.goto(url, { waitUntil: 'load' });
    const finite = loaded.filter((response) => !isStream(response));
    const bodies = await Promise.all(finite.map((response) => response.body().catch(() => Buffer.alloc(0))));
    await context.close();
    return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  }

  for (const width of [390, 1280])
    it(`none weighs more than 60 KB, compressed, with all that it loads: ${width} px`, async () => {
      const heavy: string[] = [];
      for (const { kind, url } of places) {
        const first = await weigh(url, width);
        const bytes = first < 1_000 ? await weigh(url, width) : first; // it had gone on by itself and taken its files along
        if (bytes > mostBytes || bytes < 1_000) heavy.push(`${kind}: ${bytes} bytes`);
      }
      assert.deepEqual(heavy, []);
    });
});

/** Goes on for as long as the page is open. */
const isStream = (response: Response): boolean => response.headers()['content-type']?.startsWith('text/event-stream') === true;
