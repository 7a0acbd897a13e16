import type { AnswerHead } from '../rules/answer-head.ts';
import type { Exchange } from './exchange.ts';

/** Begins the client's answer with the dyno's head (RTR-21). */
export function passOnHead(exchange: Exchange, head: AnswerHead): void {
  exchange.status = head.status;
  exchange.isEventStream = head.isEventStream;
  exchange.response.writeHead(head.status, head.reason, withOwnLines(exchange, head));
}

/** The dyno's lines and ours. */
export function withOwnLines(exchange: Exchange, head: AnswerHead): string[] {
  const { headers } = head;
  headers.push('Via', '1.1 rostra-router');
  if (!head.hasRequestId) headers.push('X-Request-ID', exchange.requestId);
  return headers;
}
