import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { ToldPurge } from '../../rules/cache-purge.ts';
import type { AppCacheStats, SharedStoreState } from '../../rules/cache-stats.ts';
import { bodyText } from '../body-text.ts';
import type { App } from '../app.ts';
import type { Routes } from '../routes.ts';
import { explain } from './explain.ts';
import type { Purger } from './purger.ts';
import { statsOf } from './stats.ts';
import type { WarmWish } from './warm-pages.ts';

const purge = v.object({
  app: v.string(),
  tags: v.nullable(v.array(v.string())),
  paths: v.optional(v.array(v.string())),
  soft: v.boolean(),
  id: v.optional(v.string()),
  since: v.optional(v.number()),
});

const wondered = v.object({
  app: v.string(),
  host: v.string(),
  target: v.string(),
  isEncrypted: v.boolean(),
  cookie: v.nullable(v.string()),
});

const toWarm = v.object({
  app: v.string(),
  host: v.string(),
  isEncrypted: v.boolean(),
  paths: v.pipe(v.array(v.string()), v.maxLength(1000)),
  isAnew: v.boolean(),
});

/** Asks an app for pages; how many are there then. */
export type CacheWarmer = (app: App, wish: WarmWish) => Promise<number>;

interface CacheDeskOptions {
  readonly routes: Routes;
  readonly purger: Purger;
  readonly warm: CacheWarmer;
  readonly store: { readonly isUp: boolean } | null;
}

/** What the other routers and control ask of this router's cache, on its own socket. */
export class CacheDesk {
  readonly #routes: Routes;
  readonly #purger: Purger;
  readonly #warm: CacheWarmer;
  readonly #store: CacheDeskOptions['store'];

  constructor({ routes, purger, warm, store }: CacheDeskOptions) {
    this.#store = store;
    this.#routes = routes;
    this.#purger = purger;
    this.#warm = warm;
  }

  async reply(call: string, request: IncomingMessage): Promise<object> {
    if (call === 'POST /cache/purge') return { purged: this.#purger.take(readPurge(await bodyText(request))).purged };
    if (call === 'GET /cache/purges') return this.#purger.recent;
    if (call === 'GET /cache/stats') return this.#stats();
    if (call === 'GET /cache/store') return { store: this.#storeState };
    if (call === 'POST /cache/warm') return this.#warmPages(read(toWarm, await bodyText(request)));
    if (call === 'POST /cache/explain') return this.#explain(read(wondered, await bodyText(request)));
    throw new RostraError({ code: 'NOT_FOUND', status: 404, message: `The router has no ${call}.` });
  }

  #explain({ app, ...request }: v.InferOutput<typeof wondered>): object {
    return explain(this.#appNamed(app), request);
  }

  async #warmPages({ app, ...wish }: v.InferOutput<typeof toWarm>): Promise<object> {
    return { warmed: await this.#warm(this.#appNamed(app), wish) };
  }

  #appNamed(name: string): App {
    const app = this.#routes.findApp(name);
    if (app === null) throw new RostraError({ code: 'NOT_FOUND', status: 404, message: `The router has no app ${name}.` });
    return app;
  }

  get #storeState(): SharedStoreState {
    if (this.#store === null) return 'none';
    return this.#store.isUp ? 'up' : 'away';
  }

  #stats(): Record<string, AppCacheStats> {
    return Object.fromEntries([...this.#routes.apps].map((app) => [app.routes.name, statsOf(app.cache, this.#storeState)]));
  }
}

function readPurge(text: string): ToldPurge {
  const { paths, id, since, ...rest } = read(purge, text);
  const optional = { ...(paths === undefined ? {} : { paths }), ...(since === undefined ? {} : { since }) };
  return { ...rest, ...optional, ...(id === undefined ? {} : { id }) };
}

function read<Output>(shape: v.GenericSchema<unknown, Output>, text: string): Output {
  const found = v.safeParse(shape, parsed(text));
  if (found.success) return found.output;
  throw new RostraError({ code: 'CACHE_CALL_WRONG', status: 400, message: 'This says not what the cache is to do.' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
