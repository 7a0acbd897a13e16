// What do figures cost? Of the router, the CPU time that counting adds to a request; of control, the share of a core that it takes to keep
// 1,000 requests a second and to show them, with two busy hours behind them, on one open page and on ten. What the first drawing of a page
// takes is told apart: it comes once, and the pages stay open for hours.
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { send } from '#kit/http/client.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { startInstallation, type Installation } from '../e2e/installation.ts';
import { ApiConnection } from '../platform/api-connection.ts';
import { connectClient, deploy, localAddress } from '../platform/client.ts';
import { homePaths } from '../platform/config.ts';
import type { ParentStatus } from '../platform/parent/parent.ts';
import { AppSecond } from '../platform/router/app-second.ts';
import type { RequestFacts } from '../platform/rules/log-line.ts';
import { RouteGroups } from '../platform/rules/route-groups.ts';
import { cpuSeconds } from './measure/cpu.ts';
import { httpLoad } from './measure/http-load.ts';
import { type Bench, loneRow, rowOf } from './measure/row.ts';
import { tidily } from './measure/tidy.ts';

const app = 'echo';
const runs = 3;
/** Two of control's rounds, so that each run has the same part of what it does every ten seconds. */
const secondsARun = 20;
/** So many at once, each answered after as many milliseconds: 1,000 requests a second. */
const connections = 64;

export const bench: Bench = (print) =>
  tidily(async (later) => {
    const house = await startInstallation();
    later(() => house.remove());
    const platform = connectClient(localAddress(house.home));
    await platform.createApp(app);
    await deploy(platform, app, { source: { kind: 'folder', path: join(import.meta.dirname, '../accept/apps/echo') }, onLine: () => {} });
    const browser = await openBrowser();
    later(() => browser.close());
    const page = await browser.newPage();
    await signIn(page, house);
    await fillTwoHours(house);
    await load(house); // until its code has been compiled for speed
    const place = { house, page, ...(await partsOf(house)) };
    const measured: Run[] = [];
    while (measured.length < runs) measured.push(await measureRun(place));
    tell(print, measured);
  });

async function signIn(page: Page, { url, password }: Installation): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

interface Place {
  readonly house: Installation;
  readonly page: Page;
  readonly router: number;
  readonly control: number;
}

/** Seconds of the router a request, with counting and without; of control percent of a core above its rest, and milliseconds. */
interface Run {
  readonly withCounting: number;
  readonly without: number;
  readonly keeping: number;
  readonly drawing: number;
  readonly onePage: number;
  readonly tenPages: number;
}

async function measureRun({ house, page, router, control }: Place): Promise<Run> {
  await page.goto('about:blank');
  const atRest = await shareOf(control, () => sleep(secondsARun * 1000));
  const counting = countingSeconds();
  const before = cpuSeconds(router);
  let withCounting = NaN;
  const keeping = await shareOf(control, async () => (withCounting = await perRequest(house, router, before)));
  const undrawn = cpuSeconds(control);
  await page.goto(`${house.url}/apps/${app}/metrics`);
  await sleep(drawnAfterMs);
  const drawing = 1000 * (cpuSeconds(control) - undrawn);
  const onePage = await shareOf(control, () => load(house));
  const cookies = await page.context().cookies();
  const close = openPages(house, cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
  await sleep(drawnAfterMs);
  const tenPages = await shareOf(control, () => load(house));
  close();
  const above = { keeping: keeping - atRest, onePage: onePage - atRest, tenPages: tenPages - atRest };
  return { withCounting, without: withCounting - counting, drawing, ...above };
}

function tell(print: Parameters<Bench>[0], measured: readonly Run[]): void {
  const series = (name: keyof Run, times = 1): number[] => measured.map((run) => times * run[name]);
  const facts = { bench: 'platform-metrics', unit: 'µs of CPU a request', peer: 'the same without counting', better: 'less' } as const;
  const router = { ...facts, case: 'router, 1,000 requests a second', headline: true };
  print(rowOf(router, series('withCounting', 1e6), series('without', 1e6)));
  const lone = { bench: 'platform-metrics', unit: '% of a core', headline: false };
  print(loneRow({ ...lone, case: 'control, 1,000 requests a second' }, series('keeping')));
  const open = 'control, 1,000 requests a second, the page of figures open';
  print(loneRow({ ...lone, case: open, headline: true }, series('onePage')));
  print(loneRow({ ...lone, case: `${open} ten times` }, series('tenPages')));
  print(loneRow({ ...lone, case: 'control, first drawing of the page', unit: 'ms of CPU' }, series('drawing')));
}

async function partsOf(house: Installation): Promise<{ readonly router: number; readonly control: number }> {
  const address = { kind: 'socket', path: homePaths(house.home).parentSocket, actor: 'bench' } as const;
  const { parts } = await new ApiConnection(address).call<ParentStatus>({ method: 'GET', path: '/status' });
  return { router: parts.router ?? 0, control: parts.control ?? 0 };
}

/** Until the first drawing and what its scripts ask for are answered. */
const drawnAfterMs = 2_000;
const pages = 10;

/** Further pages, as control sees them once they are drawn: both of their streams. Returns what closes them. */
function openPages({ port }: Installation, cookie: string): () => void {
  const paths = ['lead', 'live'].map((stream) => `/apps/${app}/metrics/${stream}?range=2h`);
  const streams = Array.from({ length: pages - 1 }, () => paths)
    .flat()
    .map((path) => {
      const stream = get({
        host: '127.0.0.1',
        port,
        path,
        headers: { host: `localhost:${port}`, cookie, accept: 'text/event-stream' },
      });
      return stream.on('response', (answer) => answer.resume()).on('error', () => {}); // it is ended before it is over
    });
  return () => streams.forEach((stream) => stream.destroy());
}

const filledSeconds = 7200;
const reportSeconds = 60;

/** As if 200 requests a second had come for as long as the page shows. */
async function fillTwoHours({ home }: Installation): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  for (let from = now - filledSeconds; from < now; from += reportSeconds) {
    const samples = Array.from({ length: reportSeconds }, (_, at) => {
      const counted = new AppSecond();
      for (let each = 0; each < 200; each += 1)
        counted.add({ ...countedRequest, serviceMs: connections + ((each * 7 + at) % 90) }, { isMeasured: true, route: '/sleep/*' });
      return counted.sample(app, from + at, { inflight: new Map(), waiting: 0, sockets: { open: 0, opened: 0, closed: 0 } });
    });
    const report = { lines: [], samples, dropped: { lines: 0, samples: 0 }, covers: { from, to: from + reportSeconds } };
    await send({
      socketPath: homePaths(home).controlSocket,
      url: 'http://control/internal/router-report',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(report),
    });
  }
}

const load = (house: Installation) =>
  httpLoad({ port: house.port, host: `${app}.localhost`, path: `/sleep/${connections}`, connections, seconds: secondsARun });

async function perRequest(house: Installation, router: number, before: number): Promise<number> {
  const { requests, failed } = await load(house);
  if (failed > 0) throw new Error(`${failed} of ${requests} requests failed`);
  return (cpuSeconds(router) - before) / requests;
}

/** Percent of a core while something goes on. */
async function shareOf(pid: number, work: () => Promise<unknown>): Promise<number> {
  const [before, startedAt] = [cpuSeconds(pid), performance.now()];
  await work();
  return (100_000 * (cpuSeconds(pid) - before)) / (performance.now() - startedAt);
}

const countedRequests = 100_000;

/** CPU seconds that the router's counting takes for one request: the same code, alone in this process. */
function countingSeconds(): number {
  const groups = new RouteGroups();
  const before = process.cpuUsage();
  for (let second = 0; second < countedRequests / 1000; second += 1) {
    const counted = new AppSecond();
    for (let request = 0; request < 1000; request += 1) {
      counted.add(
        { ...countedRequest, serviceMs: connections + (request % 50) },
        { isMeasured: true, route: groups.of(countedRequest.path, true) },
      );
    }
    counted.sample(app, second, { inflight: new Map(), waiting: 0, sockets: { open: 0, opened: 0, closed: 0 } });
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / countedRequests;
}

const countedRequest: RequestFacts = {
  code: null,
  desc: '',
  method: 'GET',
  path: `/sleep/${connections}`,
  host: `${app}.localhost`,
  requestId: 'bench',
  traceparent: '',
  clientAddress: '127.0.0.1',
  dyno: 'web.1',
  connectMs: 1,
  serviceMs: connections,
  queueMs: 0,
  firstByteMs: connections,
  status: 200,
  bytes: 100,
  protocol: 'http',
  tlsVersion: null,
  httpVersion: '1.1',
  closedBy: null,
  retries: 0,
  uploaded: 0,
  cache: 'bypass',
  userAgent: 'rostra-bench',
};
