import type { AnswerHead } from '../rules/answer-head.ts';
import type { Exchange } from './exchange.ts';

/** Begins the client's answer with the dyno's head (RTR-21). */
export function passOnHead(exchange: Exchange, head: AnswerHead): void {
  exchange.status = head.status;
  exchange.isEventStream = head.isEventStream;
  const headers = withOwnLines(exchange, head);
  if (head.trailer !== '' && mayHaveTrailers(exchange, head)) headers.push('Trailer', head.trailer);
  exchange.response.writeHead(head.status, head.reason, headers);
}

/** Trailers stand behind chunks, and HTTP/1.0 has none. */
export function mayHaveTrailers({ request }: Exchange, head: AnswerHead): boolean {
  return head.body === 'chunked' && request.httpVersionMinor === 1;
}

/** The dyno's lines and ours. */
export function withOwnLines(exchange: Exchange, head: AnswerHead): string[] {
  const { headers } = head;
  headers.push('Via', '1.1 rostra-router');
  if (!head.hasRequestId) headers.push('X-Request-ID', exchange.requestId);
  const hstsSeconds = exchange.isEncrypted ? (exchange.app?.routes.https?.hstsSeconds ?? 0) : 0;
  if (hstsSeconds > 0) headers.push('Strict-Transport-Security', `max-age=${hstsSeconds}`);
  return headers;
}
