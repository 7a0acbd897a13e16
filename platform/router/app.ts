import { type Candidate, leastOutstanding } from '../rules/balancer.ts';
import type { RouterLimits } from '../rules/limits.ts';
import { type AppStanding, queueDecision } from '../rules/queue.ts';
import { limitedRoutes, type LimitedRoute, routeFor } from '../rules/route-rules.ts';
import type { AppRoutes, DynoAddress } from '../rules/route-table.ts';
import { AppCache } from './cache/app-cache.ts';
import type { Budget } from './cache/budget.ts';
import { Dyno } from './dyno.ts';
import type { DynoPlace } from './connection.ts';
import { Line } from './line.ts';
import { readOwnPages } from './own-pages.ts';
import { StatusClock } from './status-page.ts';
import { RequestFault } from './request-fault.ts';

/** Index of the dyno for the next request, or -1. */
export type ChooseDyno = (candidates: readonly Candidate[], turn: number, nowMs: number) => number;

interface AppOwn {
  /** The memory that its kept pages share with other apps'. */
  readonly budget: Budget;
  readonly dashboardSocket?: string;
  readonly choose?: ChooseDyno;
}

/** An app as the router sees it: its part of the table, its dynos and who waits for one. */
export class App {
  readonly waiting = new Line();
  readonly cache: AppCache;
  /** Requests that are not over, WebSockets among them. */
  open = 0;
  #routes: AppRoutes;
  #dynos = new Map<string, Dyno>();
  /** Those that have left the table with requests to finish. */
  readonly #leaving = new Set<Dyno>();
  /** Those that take requests. */
  #up: readonly Dyno[] = [];
  #turn = 0;
  #limited: readonly LimitedRoute[] | null = null;
  /** Its error pages, by code or status. */
  ownPages: ReadonlyMap<string, string> = new Map();
  #pagesOf: string | null = null;
  readonly #clock = new StatusClock();

  /** Control's dashboard and API listen on a Unix socket. */
  readonly #dashboardSocket: string | null;
  readonly #choose: ChooseDyno;

  constructor(routes: AppRoutes, own: AppOwn) {
    this.#routes = routes;
    this.#dashboardSocket = own.dashboardSocket ?? null;
    this.cache = new AppCache(own.budget);
    this.#choose = own.choose ?? leastOutstanding;
    this.apply(routes);
  }

  get isDashboard(): boolean {
    return this.#dashboardSocket !== null;
  }

  /** Bytes that the body of a request may have. */
  largestBody({ bodyBytes, deployBytes }: RouterLimits): number {
    return this.isDashboard ? deployBytes : bodyBytes;
  }

  get routes(): AppRoutes {
    return this.#routes;
  }

  /** The app's rule for a request for this target, with the limits that it leads to. */
  routeFor(target: string, limits: RouterLimits): LimitedRoute | null {
    if (this.#routes.rules.length === 0) return null;
    this.#limited ??= limitedRoutes(this.#routes.rules, limits);
    return routeFor(target, this.#limited);
  }

  get slots(): number {
    return this.#routes.slots;
  }

  /** Those of the table, and those that have left it and are not done yet. */
  get dynos(): Iterable<Dyno> {
    for (const dyno of this.#leaving) if (dyno.outstanding === 0) this.#leaving.delete(dyno);
    return [...this.#dynos.values(), ...this.#leaving];
  }

  /** From here on no new request goes to a dyno that has left or is draining. */
  apply(routes: AppRoutes): void {
    this.#routes = routes;
    this.#limited = null;
    this.cache.apply(routes.cache, routes.release);
    if (this.#pagesOf !== routes.slugFolder) this.ownPages = readOwnPages(routes.slugFolder);
    this.#pagesOf = routes.slugFolder;
    const before = this.#dynos;
    const dynos = routes.dynos.map((address) => before.get(address.id) ?? new Dyno({ ...address, place: this.#placeOf(address) }, this));
    this.#dynos = new Map(dynos.map((dyno) => [dyno.id, dyno]));
    this.#up = dynos.filter((_, index) => routes.dynos[index]?.state === 'up');
    for (const [id, dyno] of before) if (!this.#dynos.has(id)) this.#bidFarewell(dyno);
    void this.today; // since when it stands as it does
  }

  /** The dyno that works on the next request, its slot taken; null when none has a free one. */
  take(tried: ReadonlySet<Dyno> | null = null): Dyno | null {
    const candidates = tried === null ? this.#up : this.#up.filter((dyno) => !tried.has(dyno));
    const index = this.#choose(candidates, this.#turn, performance.now());
    const dyno = candidates[index];
    if (dyno === undefined) return null;
    this.#turn = index + 1;
    dyno.outstanding += 1;
    return dyno;
  }

  untried(tried: ReadonlySet<Dyno>): number {
    return this.#up.filter((dyno) => !tried.has(dyno)).length;
  }

  get standing(): AppStanding {
    const { desired, starting } = this.#routes;
    return { desired, starting, up: this.#up.length, waiting: this.waiting.size };
  }

  /** How it stands, and since when. */
  get today(): ReturnType<StatusClock['look']> {
    const { desired, starting, maintenance, release } = this.#routes;
    const up = this.#up.filter(({ quarantinedUntilMs }) => quarantinedUntilMs <= performance.now()).length;
    const facts = { isInMaintenance: maintenance !== null, hasRelease: release !== null, desired, starting, up };
    return this.#clock.look({ ...facts, waiting: this.waiting.size });
  }

  /** Gives what has come free to those who wait. */
  serveWaiting(): void {
    for (const waiter of this.waiting) {
      const dyno = this.take(waiter.tried);
      if (dyno !== null) waiter.serve(dyno);
      else if (waiter.tried === null) return;
    }
  }

  /** It has left the table. */
  retire(): void {
    this.apply({ ...this.#routes, dynos: [], desired: 0, starting: 0 });
    this.cache.shelf.close();
    for (const waiter of this.waiting) waiter.refuse(new RequestFault(null));
  }

  /** After a change of the table: serves, and sends away whom nobody will serve any more. */
  reconsider(limits: RouterLimits): void {
    this.serveWaiting();
    for (const waiter of this.waiting) {
      const decision = queueDecision({ ...this.standing, waiting: 0 }, limits);
      if (decision.kind === 'refuse') waiter.refuse(new RequestFault(decision.code));
      else waiter.waitFor(decision);
    }
  }

  #bidFarewell(dyno: Dyno): void {
    dyno.leave();
    if (dyno.outstanding > 0) this.#leaving.add(dyno);
  }

  #placeOf({ port }: DynoAddress): DynoPlace {
    return this.#dashboardSocket === null ? { host: '127.0.0.1', port } : { path: this.#dashboardSocket };
  }
}
