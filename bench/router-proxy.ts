// How much of nginx's proxy_pass does the router's whole pipeline reach? Requests a second of the proxy's own CPU time, because client,
// proxy and upstream share the machine's cores.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { BoundSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiConnection } from '../platform/api-connection.ts';
import { homePaths, type HomePaths } from '../platform/config.ts';
import type { RouteTable } from '../platform/rules/route-table.ts';
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

/** The router's process with one app of one dyno, and a control that takes its reports. */
class BenchRouter {
  readonly port: number;
  readonly pid: number;
  readonly #process: ChildProcess;
  readonly #control: Server;
  readonly #home: string;

  private constructor(parts: { port: number; process: ChildProcess; control: Server; home: string }) {
    this.port = parts.port;
    this.pid = parts.process.pid ?? 0;
    this.#process = parts.process;
    this.#control = parts.control;
    this.#home = parts.home;
  }

  static async start(upstream: number): Promise<BenchRouter> {
    const paths = homePaths(await mkdtemp(join(tmpdir(), 'rostra-bench-router-')));
    await mkdir(paths.run, { recursive: true });
    const control = createServer((request, response) => request.on('end', () => response.end('{}')).resume()).listen(paths.controlSocket);
    const held = new BoundSocket({ host: '127.0.0.1' });
    const { port } = held.address();
    const router: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, '../platform/router/main.ts')], {
      stdio: ['ignore', 'pipe', 'inherit', held.fd()],
      env: { ...process.env, ROSTRA_HOME: paths.root },
    });
    if (router.stdout !== null) await once(router.stdout, 'data');
    held.close(); // the router has a copy of its own
    await pushTable(paths, upstream);
    return new BenchRouter({ port, process: router, control, home: paths.root });
  }

  async stop(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
    this.#control.closeAllConnections();
    this.#control.close();
    await rm(this.#home, { recursive: true, force: true });
  }
}

async function pushTable(paths: HomePaths, port: number): Promise<void> {
  const dynos = [{ id: 'tab-web-1', name: 'web.1', port, state: 'up' as const }];
  const app = {
    name: 'tab',
    hosts: ['tab.localhost'],
    release: 1,
    maintenance: null,
    desired: 1,
    starting: 0,
    slots: 100,
    https: null,
    slugFolder: null,
    rules: [],
    dynos,
  };
  const table: RouteTable = { version: 1, baseDomain: 'localhost', apps: [app], certificates: [], challenges: [] };
  await new ApiConnection({ kind: 'socket', path: paths.routerSocket, actor: 'bench' }).call({
    method: 'PUT',
    path: '/table',
    body: table,
  });
}
