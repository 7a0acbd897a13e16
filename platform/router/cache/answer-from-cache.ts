import type { AskedHeaders } from '../../rules/cache-key.ts';
import type { App } from '../app.ts';
import type { Exchange } from '../exchange.ts';
import type { Router } from '../router.ts';
import type { Found, PageAsk } from './app-cache.ts';
import { askForIt, type End, left } from './ask-for-it.ts';
import type { Flight } from './flight.ts';
import type { KeptPage } from './kept-page.ts';
import { renew } from './renew.ts';
import { sendPage } from './send-page.ts';

const mostRounds = 4;

/**
 * Answers with a page that is kept, or as soon as the one who asks the app for it has it. False when the app must answer; the exchange then
 * listens to its answer to keep it, where it may be kept.
 */
export async function answerFromCache(exchange: Exchange, app: App, router: Router): Promise<boolean> {
  if (!keepsPages(app) || !mayShare(exchange)) return false;
  const { head, isEncrypted, request } = exchange;
  const ask = app.cache.ask({ isEncrypted, host: head.host.name, target: head.path, headers: request.headers });
  for (let round = 0; round < mostRounds; round += 1) {
    while (router.purger.catchingUp !== null) await router.purger.catchingUp; // sent to the app, all who wait here would storm it
    const nowMs = performance.now();
    const found = look(ask, app, router);
    if (found.kind === 'page') return answerWithPage(exchange, found, { app, router, nowMs, round });
    const isJoined = found.kind === 'wait' && head.method !== 'HEAD';
    const end = isJoined ? await join(exchange, found.flight) : await askForIt(exchange, ask, { found, app, router });
    if (end !== 'again') return end === 'over';
  }
  exchange.cache = 'bypass';
  return false;
}

export function keepsPages({ cache, routes }: App): boolean {
  return cache.isOn && routes.mirrorOf === undefined;
}

/** One that leaves hears of no purge any more. */
function look(ask: PageAsk, { cache }: App, { isLeaving }: Router): Found {
  return isLeaving ? { kind: 'pass' } : cache.look(ask, performance.now());
}

/** Waits for the one who asks the app. */
async function join(exchange: Exchange, flight: Flight): Promise<End> {
  const landing = await flight.join();
  if (exchange.response.destroyed) return left(exchange);
  if (landing !== 'slow') return 'again';
  exchange.cache = 'bypass';
  return 'app';
}

/** Whether the cache takes part in it at all. */
function mayShare({ head, request, hasBody }: Exchange): boolean {
  if (head.method !== 'GET' && head.method !== 'HEAD') return false;
  return !hasBody && !head.upgradesToWebSocket && isForEverybody(request.headers, head.accept);
}

/** Whether nothing in a request's lines asks for an answer of its own. */
export function isForEverybody(headers: AskedHeaders, accept: string): boolean {
  if (headers['authorization'] !== undefined || headers['range'] !== undefined) return false;
  return headers['if-match'] === undefined && headers['if-unmodified-since'] === undefined && !accept.startsWith('text/event-stream');
}

interface At {
  readonly app: App;
  readonly router: Router;
  readonly nowMs: number;
  readonly round: number;
}

function answerWithPage(exchange: Exchange, found: Extract<Found, { kind: 'page' }>, { app, router, nowMs, round }: At): true {
  const { page, isFresh } = found;
  const outcome = isFresh ? (round === 0 ? 'hit' : 'coalesced') : 'stale';
  sendPage(exchange, page, { cache: app.cache, outcome, nowMs });
  if (!isFresh || isNearItsEnd(page, nowMs)) renew(page, app, router);
  return true;
}

/** At 90 % of its life, when many want it (CCH-12). */
export function isNearItsEnd(page: KeptPage, nowMs: number): boolean {
  return page.isWorthRenewing && nowMs - page.bornAtMs > 0.9 * (page.freshUntilMs - page.bornAtMs);
}

/** A stale copy in place of a failure (CCH-09). True when it was sent. */
export function answerStale(exchange: Exchange): boolean {
  const { fill, app, response } = exchange;
  const page = fill?.fallback ?? null;
  if (page === null || app === null || response.headersSent || response.destroyed) return false;
  app.cache.counts.errorsHidden += 1;
  sendPage(exchange, page, { cache: app.cache, outcome: 'stale', nowMs: performance.now() });
  return true;
}
