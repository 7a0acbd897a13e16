// How much of nginx's proxy_pass does the router's whole pipeline reach? Requests a second of the proxy's own CPU time, because client,
// proxy and upstream share the machine's cores.
import { BenchRouter } from './measure/bench-router.ts';
import { cpuSeconds } from './measure/cpu.ts';
import { httpLoad } from './measure/http-load.ts';
import { type BenchRow, rowOf } from './measure/row.ts';
import { Nginx } from './peers/nginx.ts';

const runs = 5;
const secondsARun = 1.5;
const connections = 64;
const warmRequests = 40_000;
const files = { '1k': 'x'.repeat(1024), '10k': 'x'.repeat(10_240) };

export async function bench(print: (row: BenchRow) => void): Promise<void> {
  console.error('router-proxy: rows beside kamal-proxy left out. Its Go module is not to be had from the proxy (403).');
  const peer = `${Nginx.version()} proxy_pass, 1 worker`;
  const upstream = await Nginx.serving(files);
  const nginx = await Nginx.proxying(upstream.port);
  const router = await BenchRouter.start(upstream.port);
  try {
    await warm(router);
    for (const [path, size] of [
      ['1k', '1 kB'],
      ['10k', '10 kB'],
    ] as const) {
      const [ours, theirs] = await inTurn(router, nginx, path);
      const facts = { bench: 'router-proxy', case: `${size}, ${connections} connections`, peer, better: 'more' } as const;
      print(rowOf({ ...facts, unit: 'requests per CPU second', headline: path === '10k' }, ours.map(perCpu), theirs.map(perCpu)));
      print(rowOf({ ...facts, unit: 'requests/s', headline: false }, ours.map(perSecond), theirs.map(perSecond)));
    }
  } finally {
    await Promise.all([router.stop(), nginx.stop()]);
    await upstream.stop();
  }
}

interface Measured {
  readonly requests: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const perCpu = ({ requests, cpuSeconds: used }: Measured): number => requests / used;
const perSecond = ({ requests, seconds }: Measured): number => requests / seconds;

/** Until its code has been compiled for speed. */
async function warm(router: BenchRouter): Promise<void> {
  for (let requests = 0, looks = 0; requests < warmRequests && looks < 8; looks += 1) requests += (await measure(router, '1k')).requests;
}

async function inTurn(router: BenchRouter, nginx: Nginx, path: string): Promise<[Measured[], Measured[]]> {
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await measure(router, path));
    theirs.push(await measure(nginx, path));
  }
  return [ours, theirs];
}

async function measure(proxy: { readonly port: number; readonly pid: number }, path: string): Promise<Measured> {
  const before = cpuSeconds(proxy.pid);
  const load = await httpLoad({ port: proxy.port, host: 'tab.localhost', path: `/${path}`, connections, seconds: secondsARun });
  if (load.failed > 0) throw new Error(`${load.failed} of ${load.requests} requests failed`);
  return { requests: load.requests, seconds: load.seconds, cpuSeconds: cpuSeconds(proxy.pid) - before };
}
