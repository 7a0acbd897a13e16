import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '#kit/log/logger.ts';
import { ApiConnection } from '../api-connection.ts';
import { homePaths, type HomePaths } from '../config.ts';
import { RunningRouter } from '../router/start.ts';
import { routerLimits, type RouterLimits } from '../rules/limits.ts';
import type { AppRoutes, DynoAddress, RouteTable } from '../rules/route-table.ts';
import type { RouterReport } from '../rules/router-sample.ts';

/** Limits that tests need not wait for. */
export const shortLimits: RouterLimits = {
  ...routerLimits,
  bodyIdleMs: 400,
  connectMs: 400,
  firstByteMs: 600,
  idleMs: 400,
  bootWaitMs: 400,
  queueWaitMs: 400,
  shutdownIdleMs: 50,
  shutdownGraceMs: 2000,
};

/** An app `tab` with what is given. */
export function tabRoutes(dynos: readonly Pick<DynoAddress, 'port'>[], change: Partial<AppRoutes> = {}): AppRoutes {
  const addresses = dynos.map(({ port, ...rest }, at) => ({
    id: `tab-web-${port}`,
    name: `web.${at + 1}`,
    port,
    state: 'up' as const,
    ...rest,
  }));
  return {
    name: 'tab',
    hosts: ['tab.localhost'],
    release: 1,
    maintenance: null,
    desired: addresses.length,
    starting: 0,
    slots: 50,
    https: null,
    slugFolder: null,
    rules: [],
    cache: null,
    dynos: addresses,
    ...change,
  };
}

export interface RigAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly trailers: NodeJS.Dict<string>;
}

export interface RigCall {
  readonly path?: string;
  readonly method?: string;
  readonly host?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** What the router needs of control: takes its reports on control's socket. */
class ReportReader {
  readonly reports: RouterReport[] = [];
  readonly refused: RouterReport[] = [];
  /** What else it was asked, by path. */
  readonly others: { readonly path: string; readonly body: unknown }[] = [];
  /** Answers 413 instead. */
  refuses = false;
  #server: Server | null = null;

  async listen(socket: string): Promise<void> {
    const server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      request.on('end', () => {
        if (request.url !== '/internal/router-report') {
          this.others.push({ path: request.url ?? '', body: JSON.parse(text) });
          return response.end('{}');
        }
        if (this.refuses) response.statusCode = 413;
        (this.refuses ? this.refused : this.reports).push(JSON.parse(text));
        server.emit('report');
        return response.end('{}');
      });
    }).listen(socket);
    await once(server, 'listening');
    this.#server = server;
  }

  async next(): Promise<void> {
    if (this.#server !== null) await once(this.#server, 'report');
  }

  async close(): Promise<void> {
    if (this.#server === null) return;
    const closed = once(this.#server, 'close');
    this.#server.closeAllConnections();
    this.#server.close();
    await closed;
  }
}

interface RigParts {
  readonly paths: HomePaths;
  readonly limits: RouterLimits;
  readonly running: RunningRouter;
  readonly control: ReportReader;
}

/** A router on a port of its own, and what stands around it: control's socket, which keeps the reports, and tables to push. */
export class RouterRig {
  readonly paths: HomePaths;
  readonly limits: RouterLimits;
  readonly running: RunningRouter;
  readonly #control: ReportReader;
  #version = 0;

  private constructor(parts: RigParts) {
    this.paths = parts.paths;
    this.limits = parts.limits;
    this.running = parts.running;
    this.#control = parts.control;
  }

  static async start(change: Partial<RouterLimits> = {}): Promise<RouterRig> {
    const limits = { ...shortLimits, ...change };
    const paths = homePaths(await mkdtemp(join(tmpdir(), 'rostra-router-')));
    await mkdir(paths.run, { recursive: true });
    const control = new ReportReader();
    await control.listen(paths.controlSocket);
    const running = await startRouter(paths, limits);
    return new RouterRig({ paths, limits, running, control });
  }

  get reports(): readonly RouterReport[] {
    return this.#control.reports;
  }

  /** What control was asked at this path. */
  asked(path: string): readonly unknown[] {
    return this.#control.others.filter((each) => each.path === path).map((each) => each.body);
  }

  get port(): number {
    return this.running.ports[0] ?? 0;
  }

  get tlsPort(): number {
    return this.running.ports[1] ?? 0;
  }

  /** Pushes a table of these apps, as control does, and waits for the acknowledgement. */
  async push(...apps: readonly AppRoutes[]): Promise<void> {
    await this.pushTable({ apps });
  }

  /** The same with what else a table has. */
  async pushTable(change: Partial<RouteTable>): Promise<void> {
    this.#version += 1;
    const table: RouteTable = { version: this.#version, baseDomain: 'localhost', apps: [], certificates: [], challenges: [], ...change };
    await this.tables.call({ method: 'PUT', path: '/table', body: table });
  }

  /** The router's own socket. */
  get tables(): ApiConnection {
    return new ApiConnection({ kind: 'socket', path: this.paths.routerSocket, actor: 'test' });
  }

  async call(call: RigCall = {}): Promise<RigAnswer> {
    return callRouter(this.port, call);
  }

  /** Settles when the claim on the number of requests that dynos work on holds: looks again after every turn of the event loop. */
  async until(holds: (inflight: number) => boolean): Promise<void> {
    const inflight = (): number => Object.values(this.running.router.routes.inflight()).reduce((sum, count) => sum + count, 0);
    while (!holds(inflight())) await new Promise(setImmediate);
  }

  /** The log line of a request, once the router has reported it. */
  async lineOf(part: string): Promise<string> {
    for (;;) {
      const found = this.reports.flatMap((report) => report.lines).find(({ line }) => line.includes(part));
      if (found !== undefined) return found.line;
      await this.nextReport();
    }
  }

  get refusedReports(): readonly RouterReport[] {
    return this.#control.refused;
  }

  async nextReport(): Promise<void> {
    await this.#control.next();
  }

  /** Control refuses reports from now on, or takes them again. */
  refuseReports(refuses: boolean): void {
    this.#control.refuses = refuses;
  }

  /** Control is killed. */
  async loseControl(): Promise<void> {
    await this.#control.close();
  }

  /** Control is back. */
  async findControl(): Promise<void> {
    await this.#control.listen(this.paths.controlSocket);
  }

  async close(): Promise<void> {
    await this.running.stop();
    await this.loseControl();
    await rm(this.paths.root, { recursive: true, force: true });
  }
}

export async function startRouter(paths: HomePaths, limits: RouterLimits): Promise<RunningRouter> {
  const logger = createLogger({ name: 'router', level: 'error' });
  return RunningRouter.start({
    paths,
    baseDomain: 'localhost',
    limits,
    logger,
    reportEveryMs: 20,
    share: { number: 1, of: 1 },
    listenOn: [
      { host: '127.0.0.1', port: 0 },
      { host: '127.0.0.1', port: 0, tls: true },
    ],
  });
}

/** One request on a connection of its own. */
export async function callRouter(
  port: number,
  { path = '/', method = 'GET', host = 'tab.localhost', headers = {}, body }: RigCall,
): Promise<RigAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', path, method, agent: false, headers: { host, ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text, trailers: answer.trailers }));
      answer.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}
