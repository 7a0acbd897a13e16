import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { AppCacheStats } from '../../rules/cache-stats.ts';
import { bodyText } from '../body-text.ts';
import type { Routes } from '../routes.ts';
import type { Purger } from './purger.ts';
import { statsOf } from './stats.ts';

const purge = v.object({
  app: v.string(),
  tags: v.nullable(v.array(v.string())),
  paths: v.optional(v.array(v.string())),
  soft: v.boolean(),
});

/** What the other routers and control ask of this router's cache, on its own socket. */
export class CacheDesk {
  readonly #routes: Routes;
  readonly #purger: Purger;

  constructor({ routes, purger }: { readonly routes: Routes; readonly purger: Purger }) {
    this.#routes = routes;
    this.#purger = purger;
  }

  async reply(call: string, request: IncomingMessage): Promise<object> {
    if (call === 'POST /cache/purge') return { purged: this.#purger.take(readPurge(await bodyText(request))) };
    if (call === 'GET /cache/purges') return this.#purger.recent;
    if (call === 'GET /cache/stats') return this.#stats();
    throw new RostraError({ code: 'NOT_FOUND', status: 404, message: `The router has no ${call}.` });
  }

  #stats(): Record<string, AppCacheStats> {
    return Object.fromEntries([...this.#routes.apps].map((app) => [app.routes.name, statsOf(app.cache)]));
  }
}

function readPurge(text: string): v.InferOutput<typeof purge> & { paths?: readonly string[] } {
  const read = v.safeParse(purge, parsed(text));
  if (!read.success) throw new RostraError({ code: 'CACHE_PURGE_WRONG', status: 400, message: 'This says not what to purge.' });
  const { paths, ...rest } = read.output;
  return paths === undefined ? rest : { ...rest, paths };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
