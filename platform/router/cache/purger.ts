import { randomUUID } from 'node:crypto';
import type { Logger } from '#kit/log/logger.ts';
import { ApiConnection } from '../../api-connection.ts';
import { type CachePurge, isAmong, type ToldPurge } from '../../rules/cache-purge.ts';
import type { App } from '../app.ts';
import type { Routes } from '../routes.ts';
import type { KeptPage } from './kept-page.ts';
import type { SharedStore } from './together/shared-store.ts';

const confirmWithinMs = 200;
/** Whoever takes longer than this to say what it has purged may have purged anything. */
const askWithinMs = 500;
const tickEveryMs = 50;
/** A router whose clock stood still for this long may have missed what another told it, before that one stopped waiting for it. */
const stallMs = 120;
const rememberMs = 60_000;

interface PurgerOptions {
  readonly routes: Routes;
  /** Those of the other routers of this machine. */
  readonly others: readonly string[];
  readonly logger: Logger;
  /** Null: each router has its own pages only. */
  readonly store?: Pick<SharedStore, 'purge'> | null;
}

const mostHeard = 1000;

interface Remembered {
  readonly purge: ToldPurge;
  readonly atMs: number;
}

/**
 * Purges in this router, and in the others before it says so. One that does not confirm in time serves nothing kept until it has asked
 * around what it missed: it notices by its own clock that it stood still.
 */
export class Purger {
  readonly #options: PurgerOptions;
  readonly #others: readonly ApiConnection[];
  #made: Remembered[] = [];
  /** Ids of purges that have been done here, oldest first. */
  readonly #heard = new Set<string>();
  #lastTickMs = performance.now();
  #stalls = 0;
  #catchingUp: Promise<void> | null = null;
  readonly #timer: NodeJS.Timeout | null;

  constructor(options: PurgerOptions) {
    this.#options = options;
    this.#others = options.others.map((path) => new ApiConnection({ kind: 'socket', path, actor: 'router' }));
    this.#timer = this.#others.length === 0 ? null : setInterval(() => this.#lookAtClock(), tickEveryMs).unref();
  }

  /** Null when it is done already, because there is no other router. */
  purge(app: App, purge: CachePurge): Promise<void> | null {
    const told = { ...purge, app: app.routes.name, id: randomUUID() };
    const { confirmed } = this.take(told);
    if (this.#others.length === 0) return confirmed;
    this.#remember(told);
    return bothDone(confirmed, this.#tellOthers(told));
  }

  /** What another router, or control, says. `confirmed` when the store that routers share knows it, or is away; null: there is none. */
  take(told: ToldPurge): { readonly purged: number; readonly confirmed: Promise<void> | null } {
    const id = told.id ?? randomUUID();
    if (this.#heard.has(id)) return { purged: 0, confirmed: null };
    this.#hear(id);
    const purged = this.#purgeHere(told);
    return { purged, confirmed: this.#options.store?.purge({ ...told, id }) ?? null };
  }

  #hear(id: string): void {
    if (this.#heard.size >= mostHeard) this.#heard.delete(this.#heard.keys().next().value ?? '');
    this.#heard.add(id);
  }

  #purgeHere({ app: name, tags, paths, soft, since }: ToldPurge): number {
    const cache = this.#options.routes.findApp(name)?.cache;
    if (cache === undefined) return 0;
    const count = paths !== undefined ? cache.purgePaths(pagesAt(paths, since)) : soft ? cache.soften(tags) : cache.purge(tags, since);
    cache.counts.purged += count;
    return count;
  }

  /** Purges that this router has told others of lately. */
  get recent(): readonly ToldPurge[] {
    this.#forget();
    return this.#made.map(({ purge }) => purge);
  }

  /** Null when what is kept may be served; else it may when this settles. */
  get catchingUp(): Promise<void> | null {
    if (this.#timer !== null) this.#lookAtClock();
    return this.#catchingUp;
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  async #tellOthers(told: ToldPurge): Promise<void> {
    await Promise.all(this.#others.map(async (other) => this.#tell(other, told)));
  }

  /** One that is away has nothing kept when it comes back. */
  async #tell(other: ApiConnection, told: ToldPurge): Promise<void> {
    const signal = AbortSignal.timeout(confirmWithinMs);
    await other.call({ method: 'POST', path: '/cache/purge', body: told, signal }).catch(() => {});
  }

  #lookAtClock(): void {
    const nowMs = performance.now();
    const stoodStill = nowMs - this.#lastTickMs > stallMs;
    this.#lastTickMs = nowMs;
    if (!stoodStill) return;
    this.#stalls += 1;
    this.#catchingUp ??= this.#catchUp().finally(() => (this.#catchingUp = null));
  }

  /** Once more where the clock stood still meanwhile. */
  async #catchUp(): Promise<void> {
    for (let stalls = -1; stalls !== this.#stalls;) {
      stalls = this.#stalls;
      await this.#askAround();
    }
  }

  async #askAround(): Promise<void> {
    const signal = AbortSignal.timeout(askWithinMs);
    const answers = this.#others.map((other) => other.call<readonly ToldPurge[]>({ method: 'GET', path: '/cache/purges', signal }));
    for (const answer of await Promise.allSettled(answers)) {
      if (answer.status === 'fulfilled') for (const told of answer.value) this.take(told);
      else if (signal.aborted) this.clear();
    }
  }

  /** Whoever has purged something does not say what. */
  clear(): void {
    for (const app of this.#options.routes.apps) app.cache.purge(null);
  }

  #remember(purge: ToldPurge): void {
    this.#forget();
    this.#made.push({ purge, atMs: performance.now() });
  }

  #forget(): void {
    const since = performance.now() - rememberMs;
    if (this.#made[0] !== undefined && this.#made[0].atMs < since) this.#made = this.#made.filter(({ atMs }) => atMs >= since);
  }
}

async function bothDone(one: Promise<void> | null, other: Promise<void>): Promise<void> {
  await other;
  await one;
}

function pagesAt(paths: readonly string[], since = Infinity): (page: KeptPage) => boolean {
  return ({ asked, bornAtEpochMs }) => bornAtEpochMs < since && isAmong(asked.target, paths);
}
