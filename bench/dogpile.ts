// What happens when a thousand people read a page that takes the app 800 ms while it ends under them, when all ask in the moment in which it has
// ended, and in the moment in which it is published anew? How long the slowest waits, and how often the app had to make it; beside nginx with and without its lock.
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchRouter } from './measure/bench-router.ts';
import { burst, type BurstResult } from './measure/burst.ts';
import { type BenchRow, rowOf } from './measure/row.ts';
import { Nginx } from './peers/nginx.ts';

const runs = 3;
const clients = 1000;
const renderMs = 800;
const freshMs = 2000;
const readTimes = 8;
const host = 'tab.localhost';
const page = 'x'.repeat(10_240);

/** A tab site whose every page takes its time. It allows a copy for two seconds, and an old one for ten more. */
class SlowSite {
  renders = 0;
  readonly #server: Server = createServer((_request, response) => {
    this.renders += 1;
    setTimeout(() => {
      response.writeHead(200, {
        'content-type': 'text/html',
        'content-length': page.length,
        'cache-control': 'public, max-age=2, stale-while-revalidate=10',
        'surrogate-control': 'max-age=2, stale-while-revalidate=10',
        'surrogate-key': 'draw',
      });
      response.end(page);
    }, renderMs);
  });

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

interface Proxy {
  readonly port: number;
  /** The draw is published: what is kept of it is no good any more. Answers the path that shows it. */
  publish(): Promise<string>;
}

interface Seen extends BurstResult {
  readonly renders: number;
}

export async function bench(print: (row: BenchRow) => void): Promise<void> {
  const version = Nginx.version();
  const site = new SlowSite();
  const upstream = await site.listen();
  const router = await BenchRouter.start(upstream);
  const [locked, unlocked] = await Promise.all([Nginx.holding(upstream, true), Nginx.holding(upstream, false)]);
  const ours = { port: router.port, publish: async () => (await router.purge('draw'), '/draw') };
  const peers = [
    { name: `${version} proxy_cache with proxy_cache_lock`, proxy: unpurged(locked.port) },
    { name: `${version} proxy_cache without`, proxy: unpurged(unlocked.port) },
  ];
  try {
    for (const moment of [readingOn, expiry, publication]) for (const peer of peers) await sideBySide(moment, { ours, peer, site, print });
  } finally {
    await Promise.all([router.stop(), locked.stop(), unlocked.stop()]);
    site.stop();
  }
}

interface Sides {
  readonly ours: Proxy;
  readonly peer: { readonly name: string; readonly proxy: Proxy };
  readonly site: SlowSite;
  readonly print: (row: BenchRow) => void;
}

async function sideBySide(moment: (proxy: Proxy, site: SlowSite) => Promise<Seen>, { ours, peer, site, print }: Sides): Promise<void> {
  const series: [Seen[], Seen[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    series[0].push(await moment(ours, site));
    series[1].push(await moment(peer.proxy, site));
  }
  printMoment(print, { case: moment.name, peer: peer.name }, series);
}

/** nginx cannot purge: a new address stands for the page that nobody has yet. */
function unpurged(port: number): Proxy {
  let version = 0;
  return {
    port,
    publish: () => {
      version += 1;
      return Promise.resolve(`/draw?${version}`);
    },
  };
}

/** It ends again and again under people who read it. */
async function readingOn({ port }: Proxy, site: SlowSite): Promise<Seen> {
  await burst({ port, host, path: '/draw', clients: 1 }); // an app's first answer tells the router that it has pages to keep
  await burst({ port, host, path: '/draw', clients: 1 });
  await sleep(renderMs + 100); // where that was an old copy the new one is here now
  const before = site.renders;
  const result = await burst({ port, host, path: '/draw', clients, times: readTimes });
  if (result.good < clients * readTimes) throw new Error(`${clients * readTimes - result.good} of ${clients * readTimes} got no page.`);
  await sleep(renderMs + 100);
  return { ...result, renders: site.renders - before };
}

/** The page is there and has just ended. */
async function expiry({ port }: Proxy, site: SlowSite): Promise<Seen> {
  const path = '/draw';
  await burst({ port, host, path, clients: 1 });
  await sleep(renderMs + freshMs); // what was asked for behind an old copy has come, and has ended too
  await burst({ port, host, path, clients: 1 });
  await sleep(renderMs + freshMs + 200);
  return crowd(port, path, site);
}

/** The page has been published: nobody has it. */
async function publication(proxy: Proxy, site: SlowSite): Promise<Seen> {
  return crowd(proxy.port, await proxy.publish(), site);
}

async function crowd(port: number, path: string, site: SlowSite): Promise<Seen> {
  const before = site.renders;
  const result = await burst({ port, host, path, clients });
  if (result.good < clients) throw new Error(`${clients - result.good} of ${clients} got no page.`);
  await sleep(renderMs + 100); // what is asked for behind their backs counts too
  return { ...result, renders: site.renders - before };
}

const momentWords: Readonly<Record<string, string>> = {
  readingOn: `page that ends under them, ${clients} reads a second`,
  expiry: 'page that has just ended',
  publication: 'page that has just been published',
};

function printMoment(print: (row: BenchRow) => void, at: { case: string; peer: string }, [ours, theirs]: readonly [Seen[], Seen[]]): void {
  const facts = { bench: 'dogpile', case: `${clients} clients, ${momentWords[at.case]}`, peer: at.peer, better: 'less' } as const;
  const of = (key: 'slowestMs' | 'p50Ms' | 'renders'): [number[], number[]] => [
    ours.map((seen) => seen[key]),
    theirs.map((seen) => seen[key]),
  ];
  print(rowOf({ ...facts, unit: 'ms, the slowest of all', headline: true }, ...of('slowestMs')));
  print(rowOf({ ...facts, unit: 'ms, the median', headline: false }, ...of('p50Ms')));
  print(rowOf({ ...facts, unit: 'renders by the app', headline: true }, ...of('renders')));
}
