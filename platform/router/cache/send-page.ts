import type { Socket } from 'node:net';
import type { CacheOutcome } from '../../rules/cache-status.ts';
import type { Exchange } from '../exchange.ts';
import type { AppCache } from './app-cache.ts';
import { idLength } from './frame.ts';
import type { KeptPage } from './kept-page.ts';
import { Parcel } from './parcel.ts';

interface Sending {
  readonly cache: AppCache;
  readonly outcome: CacheOutcome;
  readonly nowMs: number;
}

/** A longer body is not worth a copy of its own for each slow client. */
export const mostInOnePiece = 65_536;

/** Answers with a kept page, or that the client has it already (CCH-07). */
export function sendPage(exchange: Exchange, page: KeptPage, { cache, outcome, nowMs }: Sending): void {
  const { head, request, isEncrypted, app } = exchange;
  const hstsSeconds = isEncrypted ? (app?.routes.https?.hstsSeconds ?? 0) : 0;
  const parcel = new Parcel(page, { headers: request.headers, outcome, nowMs, hstsSeconds });
  exchange.cache = outcome;
  exchange.status = parcel.status;
  exchange.dispatchedAt ??= exchange.arrivedAt;
  exchange.firstByteMs = nowMs - exchange.arrivedAt;
  exchange.bytes = head.method === 'HEAD' ? 0 : parcel.bytes;
  const socket = plainSocket(exchange);
  if (socket !== null && parcel.bytes <= mostInOnePiece) sendInOnePiece(exchange, socket, parcel);
  else sendInTwo(exchange, parcel);
  cache.shelf.touch(page, nowMs);
  cache.counts.add(outcome, exchange.bytes);
}

/** Where nothing is special about the answer but its id, so that the runtime's own way of sending one has nothing to add. */
function plainSocket({ request, response, head, cache, requestId }: Exchange): Socket | null {
  if (head.method !== 'GET' || request.httpVersion !== '1.1' || !response.shouldKeepAlive) return null;
  if (cache === 'coalesced' || requestId.length !== idLength || response.socket?.writableLength !== 0) return null;
  return response.socket;
}

/** Without the runtime's head, which costs as much as all the rest; it only hears that the answer is whole, and goes on to the next request. */
function sendInOnePiece({ response, requestId }: Exchange, socket: Socket, parcel: Parcel): void {
  const isSent = parcel.frame.send({ socket, id: requestId, onSent: () => isSent || response.emit('finish') }, parcel);
  if (isSent) response.emit('finish');
}

function sendInTwo({ response, requestId, bytes }: Exchange, parcel: Parcel): void {
  response.writeHead(parcel.status, parcel.reason, [...parcel.lines, 'X-Request-ID', requestId]);
  if (bytes > 0) response.end(parcel.version.body);
  else response.end();
}
