import { randomUUID } from 'node:crypto';
import { type ApiCall, ApiConnection } from '../api-connection.ts';
import type { CacheExplanation } from '../rules/cache-explanation.ts';
import type { CacheSettings } from '../rules/cache-rules.ts';
import type { ToldPurge } from '../rules/cache-purge.ts';
import { type AppCacheStats, cacheStatsTogether, type SharedStoreState } from '../rules/cache-stats.ts';
import type { RouteTable } from '../rules/route-table.ts';
import { routersTogether, type RouterStatus } from '../rules/router-status.ts';

/** A router answers from memory: longer means it is away. */
const answerWithinMs = 2_000;
const warmWithinMs = 120_000;

interface RouterLinkOptions {
  /** One for each router process. */
  readonly sockets: readonly string[];
  readonly baseDomain: string;
  readonly nowMs: number;
}

/** A request of an app that somebody wonders about. */
export interface ExplainCall {
  readonly app: string;
  readonly host: string;
  readonly target: string;
  readonly isEncrypted: boolean;
  readonly cookie: string | null;
}

/** Pages of an app that are to be there. */
export interface WarmCall {
  readonly app: string;
  readonly host: string;
  readonly isEncrypted: boolean;
  readonly paths: readonly string[];
  /** Also those that are there. */
  readonly isAnew: boolean;
}

/** What control says in a table. */
export type TableContent = Pick<RouteTable, 'apps' | 'certificates' | 'challenges'>;

/** Control's connection to the routers: pushes the whole table when it changed, or when a router has another one. */
export class RouterLink {
  readonly #routers: readonly ApiConnection[];
  readonly #baseDomain: string;
  #version: number;
  #text = '';
  #pushed: TableContent | null = null;
  #isUp = false;

  constructor({ sockets, baseDomain, nowMs }: RouterLinkOptions) {
    this.#routers = sockets.map((path) => new ApiConnection({ kind: 'socket', path, actor: 'control' }));
    this.#baseDomain = baseDomain;
    this.#version = nowMs; // greater than every version of an earlier control
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** True when every router has this table; from then on no request goes to a dyno that is not in it. */
  async push(content: TableContent): Promise<boolean> {
    const text = JSON.stringify(content);
    if (text !== this.#text) this.#version += 1;
    this.#text = text;
    const table = { version: this.#version, baseDomain: this.#baseDomain, ...content };
    const first = await Promise.all(this.#routers.map((router) => bring(router, table)));
    // One that was starting meanwhile may have read the table before from disk. By now this one stands there, or it takes it here.
    const all = await Promise.all(this.#routers.map(async (router, at) => (first[at] === true ? true : bring(router, table))));
    this.#isUp = all.every(Boolean);
    this.#pushed = this.#isUp ? content : null;
    return this.#isUp;
  }

  /** Whether every router answers the authority's question with this token. */
  answersChallenge(token: string): boolean {
    return this.#pushed?.challenges.some((challenge) => challenge.token === token) === true;
  }

  /** Whether every router brings this host's visitors to the app. */
  sendsTo(host: string, app: string): boolean {
    return this.#pushed?.apps.some(({ name, hosts }) => name === app && hosts.includes(host)) === true;
  }

  /** Whether a router that answers still takes the app for one without a release. */
  takesForBlank(app: string): boolean {
    return this.#pushed?.apps.find(({ name }) => name === app)?.release === null;
  }

  /** Whether any router may bring a visitor to a dyno of the app. */
  leadsTo(app: string): boolean {
    return this.#pushed?.apps.find(({ name }) => name === app)?.dynos.length !== 0;
  }

  /** Whether every router keeps the app's pages by these rules. */
  keepsBy(app: string, cache: CacheSettings | null): boolean {
    const found = this.#pushed?.apps.find(({ name }) => name === app);
    return found !== undefined && JSON.stringify(found.cache) === JSON.stringify(cache);
  }

  /** Of all routers together; those that are away have nothing to say. */
  async cacheStats(app: string): Promise<AppCacheStats> {
    const all = await this.#askAll<Record<string, AppCacheStats>>({ method: 'GET', path: '/cache/stats' });
    return cacheStatsTogether(all.flatMap((stats) => stats[app] ?? []));
  }

  /** How the store stands that routers share: away where one of them misses it. */
  async storeState(): Promise<SharedStoreState> {
    const states = (await this.#askAll<{ store: SharedStoreState }>({ method: 'GET', path: '/cache/store' })).map(({ store }) => store);
    return states.find((state) => state === 'away') ?? states[0] ?? 'none';
  }

  /** What the first router that answers would do with a request; null when none does. */
  async explainCache(request: ExplainCall): Promise<CacheExplanation | null> {
    const [first = null] = await this.#askAll<CacheExplanation>({ method: 'POST', path: '/cache/explain', body: request });
    return first;
  }

  /** How many copies it were. A router that is away has none when it comes back. */
  async clearCache(purge: ToldPurge): Promise<number> {
    const all = await this.#askAll<{ purged: number }>({ method: 'POST', path: '/cache/purge', body: { ...purge, id: randomUUID() } });
    return all.reduce((sum, { purged }) => sum + purged, 0);
  }

  /** Asks the app for pages, in one router after the other: what they share is there for the next one. How many there are then. */
  async warmCache(wish: WarmCall): Promise<number> {
    let warmed = 0;
    for (const router of this.#routers) {
      const signal = AbortSignal.timeout(warmWithinMs);
      const answer = router
        .call<{ warmed: number }>({ method: 'POST', path: '/cache/warm', body: wish, signal })
        .catch(() => ({ warmed: 0 }));
      warmed = Math.max(warmed, (await answer).warmed);
    }
    return warmed;
  }

  async #askAll<Answer>(call: ApiCall): Promise<Answer[]> {
    const signal = AbortSignal.timeout(answerWithinMs);
    const answers = await Promise.allSettled(this.#routers.map(async (router) => router.call<Answer>({ ...call, signal })));
    return answers.filter((answer) => answer.status === 'fulfilled').map(({ value }) => value);
  }

  /** Of all routers that answer; throws when none does. */
  async status(): Promise<RouterStatus> {
    const answers = await Promise.allSettled(this.#routers.map((router) => statusOf(router)));
    const statuses = answers.filter((answer) => answer.status === 'fulfilled').map((answer) => answer.value);
    if (statuses.length === 0) return Promise.any(this.#routers.map((router) => statusOf(router)));
    return routersTogether(statuses);
  }
}

/** False when it is away. */
async function bring(router: ApiConnection, table: RouteTable): Promise<boolean> {
  try {
    const { version } = await statusOf(router);
    if (version !== table.version)
      await router.call({ method: 'PUT', path: '/table', body: table, signal: AbortSignal.timeout(answerWithinMs) });
    return true;
  } catch {
    return false;
  }
}

function statusOf(router: ApiConnection): Promise<RouterStatus> {
  return router.call<RouterStatus>({ method: 'GET', path: '/status', signal: AbortSignal.timeout(answerWithinMs) });
}
