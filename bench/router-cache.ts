// What does a page out of the router's cache cost beside nginx's proxy_cache? Requests a second of the proxy's own CPU time, log and
// measurements on in ours, log on in nginx; and beside the router's own way to the app.
import { send } from '#kit/http/client.ts';
import { BenchRouter } from './measure/bench-router.ts';
import { cpuSeconds } from './measure/cpu.ts';
import { httpLoad } from './measure/http-load.ts';
import { type BenchRow, rowOf } from './measure/row.ts';
import { Nginx } from './peers/nginx.ts';

const runs = 5;
const secondsARun = 1;
const connections = 64;
const warmRequests = 60_000;
const files = { '1k': 'x'.repeat(1024), '10k': 'x'.repeat(10_240), '20k': 'x'.repeat(20_480) };
const kept = 'location / { add_header Surrogate-Control max-age=600; add_header Cache-Control public; }';

export async function bench(tell: (row: BenchRow) => void): Promise<void> {
  const peer = `${Nginx.version()} proxy_cache, 1 worker`;
  const upstream = await Nginx.serving(files, kept);
  const plain = await Nginx.serving(files);
  const nginx = await Nginx.caching(upstream.port);
  const router = await BenchRouter.start(upstream.port);
  const uncached = await BenchRouter.start(plain.port);
  try {
    for (const proxy of [router, uncached]) await warm(proxy);
    const facts = { bench: 'router-cache', unit: 'requests per CPU second', better: 'more' } as const;
    const print = (row: { name: string; peer: string; headline: boolean }, series: [number[], number[]]): void =>
      tell(rowOf({ ...facts, case: `${row.name}, ${connections} connections`, peer: row.peer, headline: row.headline }, ...series));
    const known = { name: '304', path: '10k', status: 304, headers: { 'if-none-match': await etagOf(router.port) } };
    for (const asked of [...hits, known])
      print({ ...asked, peer, headline: asked === hit }, await inTurn({ proxy: router, asked }, { proxy: nginx, asked }));
    const beside = { proxy: router, asked: hit };
    print({ name: '304', peer: 'hit of 10 kB of the same router', headline: true }, await inTurn({ proxy: router, asked: known }, beside));
    const way = { proxy: uncached, asked: hit };
    print({ ...hit, peer: 'the same router without the cache', headline: false }, await inTurn(beside, way));
  } finally {
    await Promise.all([router.stop(), uncached.stop(), nginx.stop()]);
    await Promise.all([upstream.stop(), plain.stop()]);
  }
}

interface Asked {
  readonly name: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

const hit = { name: 'hit of 10 kB', path: '10k', status: 200, headers: {} };
const hits: readonly Asked[] = [{ ...hit, name: 'hit of 1 kB', path: '1k' }, hit, { ...hit, name: 'hit of 20 kB', path: '20k' }];

type Proxy = Pick<BenchRouter, 'port' | 'pid'>;

/** Until its code has been compiled for speed, and everything is kept. */
async function warm(proxy: Proxy): Promise<void> {
  for (const path of Object.keys(files)) await measure(proxy, { ...hit, path });
  for (let requests = 0, looks = 0; requests < warmRequests && looks < 8; looks += 1) requests += (await load(proxy, hit)).requests;
}

interface Side {
  readonly proxy: Proxy;
  readonly asked: Asked;
}

async function inTurn(ours: Side, theirs: Side): Promise<[number[], number[]]> {
  const series: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    series[0].push(await measure(ours.proxy, ours.asked));
    series[1].push(await measure(theirs.proxy, theirs.asked));
  }
  return series;
}

/** Requests per second of CPU time. */
async function measure(proxy: Proxy, asked: Asked): Promise<number> {
  const before = cpuSeconds(proxy.pid);
  const { requests } = await load(proxy, asked);
  return requests / (cpuSeconds(proxy.pid) - before);
}

async function load({ port }: Proxy, { path, status, headers }: Asked): Promise<{ requests: number }> {
  const plan = { port, host: 'tab.localhost', path: `/${path}`, connections, seconds: secondsARun, status, headers };
  const done = await httpLoad(plan);
  if (done.failed > 0) throw new Error(`${done.failed} of ${done.requests} requests failed`);
  return done;
}

async function etagOf(port: number): Promise<string> {
  const answer = await send({ url: `http://tab.localhost:${port}/10k` });
  return String(answer.headers['etag'] ?? '');
}
