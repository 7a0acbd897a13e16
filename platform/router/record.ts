import { isServedByCache } from '../rules/cache-status.ts';
import type { RequestFacts } from '../rules/log-line.ts';
import { botHeader, botsOf } from '../rules/bots.ts';
import type { Books } from './books.ts';
import type { Exchange } from './exchange.ts';

/** Writes a request that is over into the books: one log line, one set of measurements. Control's own pages are not an app's. */
export function record(exchange: Exchange, books: Books): void {
  const { app } = exchange;
  if (app === null || app.isDashboard) return;
  const facts = factsOf(exchange, performance.now());
  const isMeasured = !exchange.isUpgraded && !exchange.isEventStream && exchange.code !== 'H27' && !isServedByCache(exchange.cache);
  books.enter(isOfBots(exchange, app.routes.bots) ? botsOf(app.routes.name) : app.routes.name, facts, isMeasured);
}

/** Who knows the word of the rehearsal that is under way; anybody else is a visitor, whatever they say. */
const isOfBots = ({ request }: Exchange, bots: string | undefined): boolean => bots !== undefined && request.headers[botHeader] === bots;

function factsOf(exchange: Exchange, nowMs: number): RequestFacts {
  const { code, desc, head, request, dyno, status } = exchange;
  return {
    code,
    desc,
    method: head.method,
    path: head.path,
    host: head.host.name,
    requestId: exchange.requestId,
    clientAddress: exchange.clientAddress,
    dyno: dyno?.name ?? '',
    connectMs: exchange.connectMs,
    serviceMs: serviceMs(exchange, nowMs),
    queueMs: exchange.queuedMs ?? 0,
    firstByteMs: exchange.firstByteMs,
    status: code === 'H27' ? 499 : status,
    bytes: exchange.bytes,
    protocol: protocolOf(exchange),
    tlsVersion: exchange.tlsVersion,
    httpVersion: request.httpVersion,
    closedBy: exchange.closedBy,
    retries: exchange.retries,
    uploaded: exchange.uploaded,
    cache: exchange.cache,
    userAgent: head.userAgent,
    traceparent: head.traceparent,
  };
}

function protocolOf({ isUpgraded, isEncrypted }: Exchange): RequestFacts['protocol'] {
  if (isUpgraded) return isEncrypted ? 'wss' : 'ws';
  return isEncrypted ? 'https' : 'http';
}

/** From dispatch to the last byte; what waited in vain for a dyno was served by its waiting. */
function serviceMs({ dispatchedAt, arrivedAt, code }: Exchange, nowMs: number): number | null {
  if (dispatchedAt !== null) return nowMs - dispatchedAt;
  return code === 'H12' || code === 'H20' ? nowMs - arrivedAt : null;
}
