import { leastOutstanding, lesserOfTwo } from '../rules/balancer.ts';
import { dashboardHosts, wildcardOf } from '../rules/host.ts';
import type { RouterLimits } from '../rules/limits.ts';
import type { AppRoutes, Challenge, RouteTable } from '../rules/route-table.ts';
import { type RouterShare, sharedRoutes } from '../rules/router-share.ts';
import { App, type ChooseDyno } from './app.ts';
import { Certificates } from './certificates.ts';
import { Budget } from './cache/budget.ts';
import type { Watched } from './watch.ts';

interface RoutesOptions {
  readonly limits: RouterLimits;
  /** Where the bare base domain's requests go. */
  readonly dashboardSocket: string;
  readonly baseDomain: string;
  /** Which of how many router processes this is. */
  readonly share: RouterShare;
}

/** The table that is in force: which app each host belongs to. */
export class Routes implements Watched {
  /** 0 until there is a table. */
  version = 0;
  readonly dashboard: App;
  readonly certificates = new Certificates();
  seat = -1;
  readonly #limits: RouterLimits;
  readonly #share: RouterShare;
  readonly #choose: ChooseDyno;
  readonly #budget: Budget;
  #baseDomain: string;
  #apps = new Map<string, App>();
  #hosts = new Map<string, App>();
  #challenges: readonly Challenge[] = [];

  constructor(options: RoutesOptions) {
    this.#limits = options.limits;
    this.#baseDomain = options.baseDomain;
    this.#share = options.share;
    this.#choose = options.share.of === 1 ? leastOutstanding : ofTwoAtRandom;
    this.#budget = new Budget(options.limits.cacheBytes);
    this.dashboard = new App(dashboardRoutes, { budget: new Budget(0), dashboardSocket: options.dashboardSocket });
    this.#index([]);
  }

  find(hostName: string): App | null {
    return this.#hosts.get(hostName) ?? this.#hosts.get(wildcardOf(hostName)) ?? null;
  }

  get apps(): Iterable<App> {
    return this.#apps.values();
  }

  findApp(name: string): App | null {
    return this.#apps.get(name) ?? null;
  }

  /** What the certificate authority expects to find there; null when nobody asked for a certificate. */
  challengeAnswer(hostName: string, token: string): string | null {
    return this.#challenges.find((challenge) => challenge.host === hostName && challenge.token === token)?.answer ?? null;
  }

  /** Puts a table in force, whole, between two requests. Apps and dynos that stay keep their connections and counts. */
  apply(table: RouteTable): void {
    this.version = table.version;
    this.#baseDomain = table.baseDomain;
    const before = this.#apps;
    const apps = table.apps.map((routes) => sharedRoutes(routes, this.#share));
    const own = { choose: this.#choose, budget: this.#budget };
    this.#apps = new Map(apps.map((routes) => [routes.name, before.get(routes.name) ?? new App(routes, own)]));
    for (const routes of apps) this.#apps.get(routes.name)?.apply(routes);
    this.#index(apps);
    this.#challenges = table.challenges;
    this.certificates.apply(table.certificates);
    for (const [name, app] of before) if (!this.#apps.has(name)) app.retire();
    for (const app of before.values()) app.reconsider(this.#limits);
  }

  /**
   * Requests that each dyno works on now, by dyno id; one that has left the table stays until it is done. WebSockets and event streams
   * are not among them.
   */
  inflight(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const app of this.#apps.values()) for (const dyno of app.dynos) counts[dyno.id] = dyno.outstanding;
    return counts;
  }

  /** What of one app goes on: requests that its dynos work on, by their names, without those that work on none; and who waits. */
  standing(appName: string): { readonly inflight: ReadonlyMap<string, number>; readonly waiting: number } {
    const app = this.#apps.get(appName);
    const inflight = new Map<string, number>();
    for (const { name, outstanding } of app?.dynos ?? []) if (outstanding > 0) inflight.set(name, outstanding);
    return { inflight, waiting: app?.waiting.size ?? 0 };
  }

  /** Names of apps for whose dynos somebody waits. */
  waitedFor(): readonly string[] {
    return [...this.#apps.values()].filter(({ waiting }) => waiting.size > 0).map(({ routes }) => routes.name);
  }

  /** Closes connections to dynos that nobody has used for a while, before the dynos do. */
  look(nowMs: number): void {
    const before = nowMs - this.#limits.upstreamIdleMs;
    for (const app of this.#apps.values()) for (const dyno of app.dynos) dyno.closeIdle(before);
    for (const dyno of this.dashboard.dynos) dyno.closeIdle(before);
  }

  #index(apps: readonly AppRoutes[]): void {
    const hosts = new Map<string, App>();
    for (const { name, hosts: own } of apps) {
      const app = this.#apps.get(name);
      if (app !== undefined) for (const host of own) hosts.set(host, app);
    }
    for (const host of dashboardHosts(this.#baseDomain)) hosts.set(host, this.dashboard);
    this.#hosts = hosts;
  }
}

const ofTwoAtRandom: ChooseDyno = (candidates, _, nowMs) => lesserOfTwo(candidates, [Math.random(), Math.random()], nowMs);

/** Control, seen as an app of one dyno that is always up. */
const dashboardRoutes: AppRoutes = {
  name: 'dashboard',
  hosts: [],
  release: 1,
  maintenance: null,
  desired: 1,
  starting: 0,
  slots: 1000,
  https: null,
  slugFolder: null,
  rules: [],
  cache: null,
  dynos: [{ id: 'control', name: 'control', port: 0, state: 'up' }],
};
