// What do figures cost? Of the router, the CPU time that counting adds to a request; of control, the share of a core that it takes to keep
// 1,000 requests a second and to show them on an open page.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
    const { router, control } = await partsOf(house);
    const browser = await openBrowser();
    later(() => browser.close());
    const page = await browser.newPage();
    await page.goto(house.url);
    await page.getByLabel('Password').fill(house.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await load(house); // until its code has been compiled for speed

    const [withCounting, without, shares, shown]: number[][] = [[], [], [], []];
    for (let run = 0; run < runs; run += 1) {
      await page.goto('about:blank');
      const atRest = await shareOf(control, () => sleep(secondsARun * 1000));
      const counting = countingSeconds();
      const before = cpuSeconds(router);
      const share = await shareOf(control, async () => void without?.push((await perRequest(house, router, before)) - counting));
      withCounting?.push((without?.at(-1) ?? NaN) + counting);
      shares?.push(share - atRest);
      await page.goto(`${house.url}/apps/${app}/metrics`);
      shown?.push((await shareOf(control, () => load(house))) - atRest);
    }
    const facts = { bench: 'platform-metrics', unit: 'µs of CPU a request', peer: 'the same without counting', better: 'less' } as const;
    const inMicros = (series: readonly number[] = []): number[] => series.map((seconds) => seconds * 1e6);
    print(rowOf({ ...facts, case: 'router, 1,000 requests a second', headline: true }, inMicros(withCounting), inMicros(without)));
    const lone = { bench: 'platform-metrics', unit: '% of a core', headline: true };
    print(loneRow({ ...lone, case: 'control, 1,000 requests a second', headline: false }, shares ?? []));
    print(loneRow({ ...lone, case: 'control, 1,000 requests a second, the page of figures open' }, shown ?? []));
  });

async function partsOf(house: Installation): Promise<{ readonly router: number; readonly control: number }> {
  const address = { kind: 'socket', path: homePaths(house.home).parentSocket, actor: 'bench' } as const;
  const { parts } = await new ApiConnection(address).call<ParentStatus>({ method: 'GET', path: '/status' });
  return { router: parts.router ?? 0, control: parts.control ?? 0 };
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
