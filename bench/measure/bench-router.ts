import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { BoundSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiConnection } from '../../platform/api-connection.ts';
import { homePaths, type HomePaths } from '../../platform/config.ts';
import type { RouteTable } from '../../platform/rules/route-table.ts';

/** The router's process with one app of one dyno, and a control that takes its reports. */
export class BenchRouter {
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
    const router: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, '../../platform/router/main.ts')], {
      stdio: ['ignore', 'pipe', 'inherit', held.fd()],
      env: { ...process.env, ROSTRA_HOME: paths.root },
    });
    const ended = once(router, 'exit').then(() => Promise.reject(new Error('The router ended at its start.')));
    if (router.stdout !== null) await Promise.race([once(router.stdout, 'data'), ended]);
    ended.catch(() => {}); // when it is stopped
    held.close(); // the router has a copy of its own
    await pushTable(paths, upstream);
    return new BenchRouter({ port, process: router, control, home: paths.root });
  }

  /** Every page with this tag goes. */
  async purge(tag: string): Promise<void> {
    const socket = new ApiConnection({ kind: 'socket', path: homePaths(this.#home).routerSocket, actor: 'bench' });
    await socket.call({ method: 'POST', path: '/cache/purge', body: { app: 'tab', tags: [tag], soft: false } });
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
    cache: null,
    dynos,
  };
  const table: RouteTable = { version: 1, baseDomain: 'localhost', apps: [app], certificates: [], challenges: [] };
  await new ApiConnection({ kind: 'socket', path: paths.routerSocket, actor: 'bench' }).call({
    method: 'PUT',
    path: '/table',
    body: table,
  });
}
