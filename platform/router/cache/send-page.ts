import { codingOf } from '../../rules/cache-key.ts';
import type { CacheOutcome } from '../../rules/cache-status.ts';
import type { Exchange } from '../exchange.ts';
import type { AppCache } from './app-cache.ts';
import type { KeptPage, Version } from './kept-page.ts';

interface Sending {
  readonly cache: AppCache;
  readonly outcome: CacheOutcome;
  readonly nowMs: number;
}

const notOnAny304 = new Set(['content-length', 'content-encoding', 'content-type']);

/** Answers with a kept page, or that the client has it already (CCH-07). */
export function sendPage(exchange: Exchange, page: KeptPage, { cache, outcome, nowMs }: Sending): void {
  const { request, response, head } = exchange;
  const version = page.versionFor(codingOf(textOf(request.headers['accept-encoding'])));
  const isKnown = isCurrent(page, version, request.headers);
  const hasBody = !isKnown && head.method !== 'HEAD';
  exchange.cache = outcome;
  exchange.status = isKnown ? 304 : page.status;
  exchange.dispatchedAt ??= exchange.arrivedAt;
  exchange.firstByteMs = nowMs - exchange.arrivedAt;
  exchange.bytes = hasBody ? version.bytes : 0;
  response.writeHead(exchange.status, isKnown ? 'Not Modified' : page.reason, linesFor(exchange, page, { version, isKnown, nowMs }));
  if (hasBody) endWith(exchange, version);
  else response.end();
  cache.shelf.touch(page, nowMs);
  cache.counts.add(outcome, exchange.bytes);
}

function linesFor(
  exchange: Exchange,
  page: KeptPage,
  { version, isKnown, nowMs }: { readonly version: Version; readonly isKnown: boolean; readonly nowMs: number },
): string[] {
  const ttlSeconds = Math.ceil((page.freshUntilMs - nowMs) / 1000);
  const lines = isKnown ? headersOf304(version) : version.headers.slice();
  lines.push(
    'Age',
    String(Math.max(0, Math.floor((nowMs - page.bornAtMs) / 1000))),
    'Cache-Status',
    statusLine(exchange.cache, ttlSeconds),
  );
  lines.push('Via', '1.1 rostra-router', 'X-Request-ID', exchange.requestId);
  const hstsSeconds = exchange.isEncrypted ? (exchange.app?.routes.https?.hstsSeconds ?? 0) : 0;
  if (hstsSeconds > 0) lines.push('Strict-Transport-Security', `max-age=${hstsSeconds}`);
  return lines;
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value;
}

function endWith({ response }: Exchange, { body }: Version): void {
  if (typeof body === 'string') response.end(body, 'latin1');
  else response.end(body);
}

function statusLine(outcome: CacheOutcome, ttlSeconds: number): string {
  return outcome === 'coalesced' ? `rostra; fwd=uri-miss; collapsed; ttl=${ttlSeconds}` : `rostra; hit; ttl=${ttlSeconds}`;
}

function headersOf304({ headers }: Version): string[] {
  return headers.filter((_, at) => !notOnAny304.has((headers[at - (at % 2)] ?? '').toLowerCase()));
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
