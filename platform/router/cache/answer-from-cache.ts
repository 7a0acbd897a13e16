import { type AskedHeaders, fillLines, languageOf, codingOf } from '../../rules/cache-key.ts';
import type { App } from '../app.ts';
import type { Exchange } from '../exchange.ts';
import type { Router } from '../router.ts';
import type { AppCache, Found, PageAsk } from './app-cache.ts';
import { Fill } from './fill.ts';
import type { AskedPage, KeptPage } from './kept-page.ts';
import { renew } from './renew.ts';
import { sendPage } from './send-page.ts';

const mostRounds = 4;

/**
 * Answers with a page that is kept, or as soon as the one who asks the app for it has it. False when the app must answer; the exchange then
 * listens to its answer to keep it, where it may be kept.
 */
export async function answerFromCache(exchange: Exchange, app: App, router: Router): Promise<boolean> {
  if (!keepsPages(app) || !mayShare(exchange)) return false;
  const { head, isEncrypted, request, response } = exchange;
  const ask = app.cache.ask({ isEncrypted, host: head.host.name, target: head.path, headers: request.headers });
  for (let round = 0; round < mostRounds; round += 1) {
    while (router.purger.catchingUp !== null) await router.purger.catchingUp; // sent to the app, all who wait here would storm it
    const nowMs = performance.now();
    const found = look(ask, app, router);
    if (found.kind === 'page') return answerWithPage(exchange, found, { app, router, nowMs, round });
    if (found.kind !== 'wait' || head.method === 'HEAD') return askApp(exchange, ask, found);
    const landing = await found.flight.join();
    if (response.destroyed) return left(exchange);
    if (landing === 'slow') break;
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

function left(exchange: Exchange): true {
  exchange.clientLeft();
  return true;
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

function askApp(exchange: Exchange, ask: PageAsk, found: Found): false {
  const cache = exchange.app?.cache;
  const isShared = found.kind === 'lead' || found.kind === 'watch';
  exchange.cache = isShared ? 'miss' : 'bypass';
  if (cache === undefined || exchange.head.method === 'HEAD') return false;
  if (!isShared) return past(cache, ask);
  const { cookies } = ask;
  exchange.fillLines = fillLines(exchange.head.lines, ask.headers, { settings: cache.settings, cookies });
  const flight = found.kind === 'lead' ? cache.takeOff(ask, found.variant) : null;
  exchange.fill = new Fill({
    cache,
    ask,
    asked: askedPage(exchange, ask),
    flight,
    fallback: found.kind === 'lead' ? found.fallback : null,
  });
  return false;
}

function past(cache: AppCache, ask: PageAsk): false {
  cache.notePass(ask);
  return false;
}

function askedPage(exchange: Exchange, { headers }: PageAsk): AskedPage {
  const { head, isEncrypted, app } = exchange;
  const coding = codingOf(headers['accept-encoding']?.toString());
  const language = languageOf(headers['accept-language']?.toString(), app?.cache.settings.languages ?? []);
  const lines =
    (head.accept === '' ? '' : `Accept: ${head.accept}\r\n`) +
    (coding === 'identity' ? '' : `Accept-Encoding: ${coding}\r\n`) +
    (language === '' ? '' : `Accept-Language: ${language}\r\n`);
  return { target: head.path, sentHost: head.sentHost, isEncrypted, lines };
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
