import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#kit/log/logger.ts';
import { systemClock, type Clock } from '#kit/time/clock.ts';
import type { HomePaths } from '../config.ts';
import type { RouterLimits } from '../rules/limits.ts';
import { type RouterShare, sharedLimits } from '../rules/router-share.ts';
import { Books } from './books.ts';
import { Listener } from './listener.ts';
import type { CacheWarmer } from './cache/desk.ts';
import { Guests } from './cache/guests.ts';
import { Purger } from './cache/purger.ts';
import { Reporter } from './reporter.ts';
import { warmPages, warmPopular } from './cache/warm-pages.ts';
import { SharedStore } from './cache/together/shared-store.ts';
import type { Router } from './router.ts';
import { Routes } from './routes.ts';
import { loadTable } from './table-file.ts';
import { TableServer } from './table-server.ts';
import { Watch } from './watch.ts';

export interface RouterOptions {
  readonly paths: Pick<HomePaths, 'routerSocket' | 'routerTable' | 'controlSocket' | 'dashboardSocket'>;
  readonly baseDomain: string;
  readonly limits: RouterLimits;
  readonly logger: Logger;
  readonly reportEveryMs: number;
  /** Whose seconds the figures are of; the machine's when missing. */
  readonly clock?: Clock;
  readonly share: RouterShare;
  /** Sockets of the other router processes of this machine. */
  readonly otherRouters?: readonly string[];
  /** Where the store is that routers share; null or missing: each has its own pages only. */
  readonly cacheRedis?: string | null;
  /** Inherited descriptors, or addresses. */
  readonly listenOn: readonly Place[];
}

/** An inherited descriptor or an address, plain or for TLS. */
type Place = ({ readonly fd: number } | { readonly host: string; readonly port: number }) & { readonly tls?: boolean };

const lookEveryMs = 250;

/** A router that serves. */
export class RunningRouter {
  readonly router: Router;
  readonly #options: RouterOptions;
  readonly #tables: TableServer;
  readonly #listeners: readonly Listener[];
  readonly #reporter: Reporter;

  private constructor(options: RouterOptions) {
    const { logger, paths, baseDomain, reportEveryMs, share } = options;
    const limits = sharedLimits(options.limits, share);
    const routes = new Routes({ limits, dashboardSocket: paths.dashboardSocket, baseDomain, share });
    const watch = new Watch(Math.min(lookEveryMs, limits.firstByteMs / 4));
    const books = new Books({
      limits,
      clock: options.clock ?? systemClock,
      standing: (app) => routes.standing(app),
      waitedFor: () => routes.waitedFor(),
    });
    const store = options.cacheRedis == null ? null : this.#storeAt(options.cacheRedis, logger);
    const purger = new Purger({ routes, others: options.otherRouters ?? [], logger, store });
    watch.add(routes);
    this.#options = options;
    const guests = new Guests(paths.controlSocket, logger);
    this.router = { routes, limits, watch, books, logger, purger, guests, store, isLeaving: false };
    const warm: CacheWarmer = (app, wish) => warmPages(app, this.router, wish);
    const onApplied = (): void => warmPopular(this.router);
    const { routerSocket: socket, routerTable: file } = paths;
    this.#tables = new TableServer({ routes, purger, socket, file, logger, onApplied, warm, store });
    this.#listeners = options.listenOn.map(({ tls = false }) => new Listener(this.router, tls));
    this.#reporter = new Reporter({ books, router: share.number, controlSocket: paths.controlSocket, everyMs: reportEveryMs, logger });
  }

  /** Serves from the table on disk, asking nobody. From when the table's socket is ours, newer ones come here. */
  static async start(options: RouterOptions): Promise<RunningRouter> {
    const running = new RunningRouter(options);
    const { router } = running;
    await running.#tables.listen();
    await router.store?.open();
    const table = await loadTable(options.paths.routerTable);
    if (table !== null && table.version > router.routes.version) router.routes.apply(table);
    await Promise.all(running.#listeners.map((listener, at) => listener.listen(options.listenOn[at] ?? { fd: 3 })));
    options.logger.info('router_started', { tableVersion: router.routes.version, ports: running.ports });
    return running;
  }

  get ports(): readonly number[] {
    return this.#listeners.map((listener) => listener.port);
  }

  /**
   * The planned hand-over: takes no more connections, ends each after its answer, closes idle ones a little later, because a request may
   * be on its way on them, and settles when nothing is open, at the latest after the grace.
   */
  async leave(): Promise<void> {
    const { limits, logger } = this.#options;
    this.router.isLeaving = true;
    for (const listener of this.#listeners) listener.stopListening();
    this.#tables.close();
    const leftAt = performance.now();
    do {
      await sleep(limits.shutdownIdleMs);
      for (const listener of this.#listeners) listener.closeIdle();
    } while (this.#openCount > 0 && performance.now() - leftAt < limits.shutdownGraceMs);
    logger.info('router_left', { cut: this.#openCount });
    await this.stop();
  }

  /** At once: what is open is cut (H24). */
  async stop(): Promise<void> {
    await Promise.all(this.#listeners.map(async (listener) => listener.cutAll()));
    this.#tables.close();
    this.router.watch.close();
    this.router.purger.close();
    this.router.store?.close();
    await this.#reporter.close();
  }

  #storeAt(url: string, logger: Logger): SharedStore {
    return new SharedStore({
      url,
      logger,
      onPurge: (purge) => void this.router.purger.take(purge),
      onMissed: () => this.router.purger.clear(),
    });
  }

  get #openCount(): number {
    return this.#listeners.reduce((sum, listener) => sum + listener.openCount, 0);
  }
}
