// Does the allocation board of a world championship stay smooth in the hand, and how long until it stands and is saved?
import type { AddressInfo } from 'node:net';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { decideAllocation, saveAllocation } from '../tab/round/allocation.ts';
import { moveAdjudicator } from '../tab/round/reseat.ts';
import { findRound } from '../tab/round/find.ts';
import { markIn } from '../tab/round/availability.ts';
import { ofRound } from '../tab/store/debates.ts';
import * as people from '../tab/store/people.ts';
import { act, testTab, type TestTab } from '../tab/test-tab.ts';
import { createDemo } from '../tab/tournaments/demo.ts';
import { paths } from '../tab/web/admin/routes.ts';
import { createSite } from '../tab/web/server.ts';
import { type Bench, loneRow } from './measure/row.ts';
import { tidily } from './measure/tidy.ts';

const place = { slug: 'world', seq: 2 };
const adjudicators = 300;
const [pageLoads, drags, stepsOfDrag, savings] = [5, 5, 60, 15];
const peer = 'Tabbycat 2.10.0-dev: 2–3 s';

export const bench: Bench = (print) =>
  tidily(async (later) => {
    const tab = await championship();
    later(() => tab.close());
    const { decided, saved, cpu } = await allocated(tab);
    print(loneRow({ bench: 'tab-board', case: 'allocated: read and decided', unit: 'ms', headline: false }, decided));
    print(loneRow({ bench: 'tab-board', case: 'allocation saved', unit: 'ms', headline: true, measuredEarlier: peer }, saved));
    print(loneRow({ bench: 'tab-board', case: 'allocation saved: CPU of the app process', unit: 'CPU ms', headline: false }, cpu));
    print(loneRow({ bench: 'tab-board', case: 'one adjudicator moved and saved', unit: 'ms', headline: false }, await moved(tab)));
    const server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
    later(() => server.close());
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = addressOf(server.server.address());
    const browser = await openBrowser();
    later(() => browser.close());
    const page = await signedIn(browser, `http://127.0.0.1:${port}`);
    const [paints, sizes] = await opened(page);
    const row = (what: string, unit: string, headline: boolean) => ({ bench: 'tab-board', case: what, unit, headline });
    print(loneRow(row('first paint', 'ms', false), paints));
    print(loneRow(row('page as it travels', 'kB', false), sizes));
    const { longest, work } = await dragged(page);
    print(loneRow(row('longest frame of a drag across 100 debates × 300 adjudicators', 'ms', true), longest));
    print(loneRow(row('work of the page for a move of the pointer', 'CPU ms', false), work));
    print(loneRow(row('longest frame of twenty frames with an idle hand, on this machine', 'ms', false), await idle(page)));
  });

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the site listens on a port');
  return address;
}

/** A hundred rooms of four teams and three hundred adjudicators who are here. */
async function championship(): Promise<TestTab> {
  const tab = await testTab();
  const tournament = await createDemo(tab, { demo: 'bp400', actor: 'bench', slug: place.slug, simulate: 1, seed: 'world' });
  await act(tab, place, 'all-in');
  const here = (await people.adjudicators(tab.db, tournament.id)).slice(0, adjudicators).map(({ id }) => id);
  await markIn(tab, { ...(await findRound(tab, place.slug, place.seq)), actor: 'bench', kind: 'adjudicator', ids: here });
  await act(tab, place, 'draw', 'confirm-draw', 'prioritise', 'allocate', 'allocate-rooms');
  return tab;
}

/** How long it takes to decide who sits where, and then to write it. */
async function allocated(tab: TestTab): Promise<{ readonly decided: number[]; readonly saved: number[]; readonly cpu: number[] }> {
  const [decided, saved, cpu]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < savings; run += 1) {
    const wish = { ...(await findRound(tab, place.slug, place.seq)), actor: 'bench' };
    const startedAt = performance.now();
    const allocation = await decideAllocation(tab, wish);
    const [decidedAt, usedAt] = [performance.now(), process.cpuUsage()];
    await saveAllocation(tab, wish, allocation);
    decided.push(decidedAt - startedAt);
    saved.push(performance.now() - decidedAt);
    const { user, system } = process.cpuUsage(usedAt);
    cpu.push((user + system) / 1000);
  }
  return { decided, saved, cpu };
}

/** How long it takes to save that one adjudicator is free, who had a seat. */
async function moved(tab: TestTab): Promise<number[]> {
  const wish = { ...(await findRound(tab, place.slug, place.seq)), actor: 'bench' };
  const seated = (await ofRound(tab.db, wish.round.id)).flatMap(({ panel }) => panel.map(({ id }) => id)).slice(0, savings);
  const took: number[] = [];
  for (const adjudicatorId of seated) {
    const startedAt = performance.now();
    await moveAdjudicator(tab, { ...wish, move: { adjudicatorId, to: null, seenVersion: null } });
    took.push(performance.now() - startedAt);
  }
  return took;
}

async function signedIn(browser: Browser, origin: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, baseURL: origin });
  await page.goto('/login');
  await page.fill('[name=password]', 'secret');
  await Promise.all([page.waitForURL('**/admin'), page.press('[name=password]', 'Enter')]);
  return page;
}

/** When the page first shows something, and how many bytes of it came. */
async function opened(page: Page): Promise<[number[], number[]]> {
  const [paints, sizes]: [number[], number[]] = [[], []];
  for (let load = 0; load < pageLoads; load += 1) {
    await page.goto(paths.step(place.slug, place.seq, 'panels'));
    await page.locator('[data-shelf-tools]').waitFor({ state: 'visible' });
    const { paint, size } = await page.evaluate(() => ({
      paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      size:
        performance
          .getEntriesByType('navigation')
          .map((entry) => (entry instanceof PerformanceNavigationTiming ? entry.encodedBodySize : 0))[0] ?? 0,
    }));
    paints.push(paint);
    sizes.push(size / 1000);
  }
  return [paints, sizes];
}

/** Takes somebody in hand, leads them over the rows on the screen and puts them back: the longest time from frame to frame of each drag, and what each move costs. */
async function dragged(page: Page): Promise<{ readonly longest: number[]; readonly work: number[] }> {
  const [longest, work]: [number[], number[]] = [[], []];
  const chromium = await page.context().newCDPSession(page);
  await chromium.send('Performance.enable', { timeDomain: 'threadTicks' });
  for (let drag = 0; drag < drags; drag += 1) {
    const box = await page.locator('[data-board] [data-place=P] [data-judge]').nth(drag).boundingBox();
    if (box === null) throw new Error('nobody sits on the board');
    await page.mouse.move(box.x + 8, box.y + 8);
    await watchFrames(page);
    const before = await workOf(chromium);
    await page.mouse.down();
    for (let step = 1; step <= stepsOfDrag; step += 1) await page.mouse.move(box.x + 8 - step * 6, Math.min(900, box.y + step * 9));
    await page.keyboard.press('Escape');
    await page.mouse.up();
    work.push(((await workOf(chromium)) - before) / stepsOfDrag);
    longest.push(await longestFrame(page));
  }
  return { longest, work };
}

/** Milliseconds that the page's main thread has worked: script, layout, style, paint. */
async function workOf(chromium: CDPSession): Promise<number> {
  const { metrics } = await chromium.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
}

async function idle(page: Page): Promise<number[]> {
  const longest: number[] = [];
  for (let run = 0; run < drags; run += 1) {
    await watchFrames(page);
    await page.evaluate(async () => {
      for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
    });
    longest.push(await longestFrame(page));
  }
  return longest;
}

function watchFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    const frames: number[] = [];
    Reflect.set(globalThis, 'framesSeen', frames);
    const frame = (at: number): void => {
      frames.push(at);
      if (Reflect.get(globalThis, 'framesSeen') === frames) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

function longestFrame(page: Page): Promise<number> {
  return page.evaluate(() => {
    const frames: number[] = Reflect.get(globalThis, 'framesSeen');
    Reflect.set(globalThis, 'framesSeen', null);
    return Math.max(...frames.slice(1).map((at, index) => at - (frames[index] ?? at)));
  });
}
