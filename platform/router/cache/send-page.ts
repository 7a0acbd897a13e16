import type { Socket } from 'node:net';
import { codingOf } from '../../rules/cache-key.ts';
import type { CacheOutcome } from '../../rules/cache-status.ts';
import type { Exchange } from '../exchange.ts';
import type { AppCache } from './app-cache.ts';
import { type Frame, idLength } from './frame.ts';
import type { KeptPage } from './kept-page.ts';
import type { Version } from './version.ts';

interface Sending {
  readonly cache: AppCache;
  readonly outcome: CacheOutcome;
  readonly nowMs: number;
}

/** What goes out. */
interface Parcel {
  readonly page: KeptPage;
  readonly version: Version;
  /** The client has it already. */
  readonly isKnown: boolean;
  readonly nowMs: number;
}

/** A longer body is not worth a copy of its own for each slow client. */
const mostInOnePiece = 65_536;

/** Answers with a kept page, or that the client has it already (CCH-07). */
export function sendPage(exchange: Exchange, page: KeptPage, { cache, outcome, nowMs }: Sending): void {
  const { request, head } = exchange;
  const version = page.versionFor(codingOf(textOf(request.headers['accept-encoding'])));
  const parcel = { page, version, isKnown: isCurrent(page, version, request.headers), nowMs };
  const hasBody = !parcel.isKnown && head.method !== 'HEAD';
  exchange.cache = outcome;
  exchange.status = parcel.isKnown ? 304 : page.status;
  exchange.dispatchedAt ??= exchange.arrivedAt;
  exchange.firstByteMs = nowMs - exchange.arrivedAt;
  exchange.bytes = hasBody ? version.bytes : 0;
  const socket = plainSocket(exchange);
  if (socket !== null && (!hasBody || version.bytes <= mostInOnePiece)) sendInOnePiece(exchange, socket, parcel);
  else sendInTwo(exchange, parcel, hasBody);
  cache.shelf.touch(page, nowMs);
  cache.counts.add(outcome, exchange.bytes);
}

/** Where nothing is special about the answer but its id, so that the runtime's own way of sending one has nothing to add. */
function plainSocket({ request, response, head, cache, requestId }: Exchange): Socket | null {
  if (head.method !== 'GET' || request.httpVersion !== '1.1' || !response.shouldKeepAlive) return null;
  return cache === 'coalesced' || requestId.length !== idLength ? null : response.socket;
}

/** Without the runtime's head, which costs as much as all the rest; it only hears that the answer is whole, and goes on to the next request. */
function sendInOnePiece(exchange: Exchange, socket: Socket, parcel: Parcel): void {
  const { version, isKnown, page } = parcel;
  const frame: Frame = isKnown ? version.unchanged : version.whole;
  const second = Math.floor(exchange.startedMs / 1000);
  frame.send(socket, exchange.requestId, { headIs: second + page.bornAtMs, head: () => headOf(exchange, parcel) });
  exchange.response.emit('finish');
}

function headOf(exchange: Exchange, parcel: Parcel): string {
  const { isKnown, page } = parcel;
  const lines = linesFor(exchange, parcel);
  let head = isKnown ? 'HTTP/1.1 304 Not Modified\r\n' : `HTTP/1.1 ${page.status} ${page.reason}\r\n`;
  for (let at = 0; at < lines.length; at += 2) head += `${lines[at]}: ${lines[at + 1]}\r\n`;
  return `${head}Connection: keep-alive\r\n`;
}

function sendInTwo(exchange: Exchange, parcel: Parcel, hasBody: boolean): void {
  const { response, status, requestId } = exchange;
  const { isKnown, page, version } = parcel;
  response.writeHead(status, isKnown ? 'Not Modified' : page.reason, [...linesFor(exchange, parcel), 'X-Request-ID', requestId]);
  if (hasBody) response.end(version.body);
  else response.end();
}

/** Names and values in turn; the request's id is not among them. */
function linesFor(exchange: Exchange, { page, version, isKnown, nowMs }: Parcel): string[] {
  const ttlSeconds = Math.ceil((page.freshUntilMs - nowMs) / 1000);
  const ageSeconds = Math.max(0, Math.floor((nowMs - page.bornAtMs) / 1000));
  const lines = [...(isKnown ? version.headersOf304 : version.headers), 'Age', String(ageSeconds)];
  lines.push('Cache-Status', statusLine(exchange.cache, ttlSeconds), 'Via', '1.1 rostra-router');
  const hstsSeconds = exchange.isEncrypted ? (exchange.app?.routes.https?.hstsSeconds ?? 0) : 0;
  if (hstsSeconds > 0) lines.push('Strict-Transport-Security', `max-age=${hstsSeconds}`);
  return lines;
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value;
}

function statusLine(outcome: CacheOutcome, ttlSeconds: number): string {
  return outcome === 'coalesced' ? `rostra; fwd=uri-miss; collapsed; ttl=${ttlSeconds}` : `rostra; hit; ttl=${ttlSeconds}`;
}

function isCurrent(page: KeptPage, version: Version, headers: Exchange['request']['headers']): boolean {
  if (page.status !== 200) return false;
  const tags = headers['if-none-match'];
  if (tags !== undefined) return matches(tags, version.etag) || tags.trim() === '*';
  const since = headers['if-modified-since'];
  return since !== undefined && page.lastModified !== '' && Date.parse(since) >= Date.parse(page.lastModified);
}

/** Weak comparison (RFC 9110, 8.8.3.2). */
function matches(tags: string, etag: string): boolean {
  const own = etag.replace(/^W\//, '');
  return own !== '' && tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === own);
}
