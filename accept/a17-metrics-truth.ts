// A17: figures are true. Percentiles of 100,000 requests to 1 %, failures to the request, and the load of dynos that do something known.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deployEcho } from './echo-app.ts';
import { until } from './load.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

export const story: Story = {
  waits: true,
  async tell(house) {
    const app = await deployEcho(house);
    const worker = await deployLoads(house);
    const percentiles = await tellPercentiles(house, app);
    const loads = await tellLoads(house, worker);
    return `${percentiles}; ${loads}`;
  },
};

const requests = 100_000;
const seconds = 500;
const perSecond = requests / seconds;
/** Of each second's: answered by the router, and by the app, with a failure. */
const failed = { router: 2, app: 1 };

/** A synthetic log: durations whose logarithm is normal, from 1 ms to a minute. As a router reports them, second by second. */
async function tellPercentiles(house: House, app: string): Promise<string> {
  const durations = Array.from({ length: requests }, (_, at) => Math.exp(5 + 1.3 * normal((at * 0.618_033_988_75 + 0.5 / requests) % 1)));
  const to = Math.floor(Date.now() / 1000) - 120;
  for (let from = to - seconds; from < to; from += 50)
    await report(house, { app, from, durations: durations.slice((from - to + seconds) * perSecond) });
  const window = await panelsOf(house, app, { from: to - seconds, to });
  const sorted = durations.toSorted((a, b) => a - b);
  const routes: { route: string; p50: number; p95: number; p99: number }[] = window.routes;
  const [own] = routes;
  expect(own !== undefined, 'The routes of the log are not told.');
  const told = (
    [
      [0.5, own.p50],
      [0.95, own.p95],
      [0.99, own.p99],
    ] as const
  ).map(([share, ms]) => {
    const expected = sorted[Math.ceil(share * requests) - 1] ?? 0;
    const off = (100 * (ms - expected)) / expected;
    expect(Math.abs(off) <= 1, `p${share * 100} is ${ms} ms instead of ${expected.toFixed(1)} ms.`);
    return `p${share * 100} ${off >= 0 ? '+' : ''}${off.toFixed(2)} %`;
  });
  const { totals } = window;
  const counted = [totals.requests, totals.failedByRouter, totals.failedByApp];
  expect(Math.abs(totals.p95 - own.p95) < 0.001, `All together p95 is ${totals.p95} ms, by route ${own.p95} ms.`);
  expect(
    counted[0] === requests && counted[1] === failed.router * seconds && counted[2] === failed.app * seconds,
    `Requests, and failures of the router and of the app, are ${counted.join(', ')}.`,
  );
  return `${requests.toLocaleString('en')} requests: ${told.join(', ')}, ${counted[1]} + ${counted[2]} failures exact`;
}

/** The inverse of the normal distribution function, by bisection: exact enough for a log. */
function normal(share: number): number {
  let [low, high] = [-6, 6];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (distribution(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Abramowitz and Stegun 7.1.26, to 1.5e-7. */
function distribution(x: number): number {
  const t = 1 / (1 + (0.327_591_1 * Math.abs(x)) / Math.SQRT2);
  const tail =
    t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429)))) * Math.exp((-x * x) / 2);
  return x >= 0 ? 1 - tail / 2 : tail / 2;
}

interface Stretch {
  readonly app: string;
  readonly from: number;
  readonly durations: readonly number[];
}

async function report(house: House, { app, from, durations }: Stretch): Promise<void> {
  const samples = Array.from({ length: 50 }, (_, at) => sampleOf(app, from + at, durations.slice(at * perSecond, (at + 1) * perSecond)));
  const body = { lines: [], samples, dropped: { lines: 0, samples: 0 }, covers: { from, to: from + 50 } };
  await overSocket(house, { method: 'POST', path: '/internal/router-report', body });
}

function sampleOf(app: string, second: number, durations: readonly number[]): object {
  const buckets: number[] = [];
  for (const ms of durations) {
    const bucket = bucketOf(ms);
    while (buckets.length <= bucket) buckets.push(0);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  const all = failed.router + failed.app;
  const counted = { requests: perSecond, failed: all, failedByRouter: failed.router, bytes: 0, codes: { H12: failed.router } };
  const byStatus = { '2xx': perSecond - all, '5xx': all };
  const routes = { '/draw': { requests: perSecond, failed: all, totalMs: 1, buckets: packed(buckets) } };
  return { app, second, ...counted, byStatus, buckets, routes, dynos: {} };
}

/** The buckets as they are specified: 64 to a doubling, from 0.1 ms on. */
function bucketOf(ms: number): number {
  const doublings = Math.floor(Math.log2(ms / 0.1));
  return doublings * 64 + Math.floor((ms / (0.1 * 2 ** doublings) - 1) * 64);
}

function packed(buckets: readonly number[]): string {
  let last = 0;
  const entries: string[] = [];
  for (const [bucket, count] of buckets.entries()) {
    if (count === 0) continue;
    entries.push(`${(bucket - last).toString(36)}:${count.toString(36)}`);
    last = bucket;
  }
  return entries.join(' ');
}

const worker = `const { Worker } = require('node:worker_threads');
const spin = 'for (;;);';
for (let thread = 1; thread < Number(process.argv[2]); thread += 1) new Worker(spin, { eval: true });
if (Number(process.argv[2]) === 0) setInterval(() => {}, 1000);
else for (;;);
`;

/** One thread that never rests, three on one processor, and one that sleeps. At the lowest priority: that they run or wait is what counts. */
async function deployLoads(house: House): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-loads-'));
  const procfile = ['busy: nice -n 19 node spin.js 1', 'pinned: nice -n 19 taskset -c 0 node spin.js 3', 'sleeper: node spin.js 0'].join(
    '\n',
  );
  await writeFile(join(folder, 'Procfile'), `${procfile}\n`);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'loads', version: '1.0.0' }));
  await writeFile(join(folder, 'spin.js'), worker);
  await house.rostra('apps:create', 'loads');
  await house.rostra('deploy', folder, '--app', 'loads');
  await house.rostra('ps:scale', 'busy=1', 'pinned=1', 'sleeper=1', '--app', 'loads');
  await rm(folder, { recursive: true });
  return 'loads';
}

/** After four minutes the average has forgotten how it began. */
const settledMs = 270_000;

async function tellLoads(house: House, app: string): Promise<string> {
  const within: Readonly<Record<string, readonly [least: number, most: number]>> = {
    busy: [0.95, 1.05],
    pinned: [2.8, 3.2],
    sleeper: [0, 0.05],
  };
  let loads = new Map<string, number>();
  await until('the loads are told', settledMs, async () => {
    await sleep(5000);
    const dynos: { name: string; load: number | null }[] = JSON.parse(await house.rostra('ps', '--app', app, '--json'));
    loads = new Map(dynos.map(({ name, load }) => [name.split('.')[0] ?? '', load ?? 0]));
    return Object.entries(within).every(([type, [least, most]]) => (loads.get(type) ?? -1) >= least && (loads.get(type) ?? -1) <= most);
  }).catch((error: unknown) => {
    throw new Error(`Loads are ${[...loads].map(([type, load]) => `${type} ${load.toFixed(2)}`).join(', ')}.`, { cause: error });
  });
  return [...loads].map(([type, load]) => `${type} ${load.toFixed(2)}`).join(', ');
}

interface Panels {
  readonly routes: { route: string; p50: number; p95: number; p99: number }[];
  readonly totals: { requests: number; failedByRouter: number; failedByApp: number; p95: number };
}

async function panelsOf(house: House, app: string, { from, to }: { readonly from: number; readonly to: number }): Promise<Panels> {
  return JSON.parse(await overSocket(house, { method: 'GET', path: `/api/apps/${app}/panels?from=${from}&to=${to}` }));
}

/** To control's own socket in the data folder, as the router speaks to it. */
function overSocket(
  house: House,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body?: object },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request({ socketPath: join(house.home, 'run', 'control.sock'), method, path, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(text) : reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
