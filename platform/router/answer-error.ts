import { randomInt } from 'node:crypto';
import type { Logger } from '#kit/log/logger.ts';
import { errorBody } from './error-page.ts';
import type { Exchange } from './exchange.ts';
import { RequestFault } from './request-fault.ts';

/** Tells the client why there is no answer: the page of the code, or a cut when an answer has begun already. */
export function answerError(exchange: Exchange, error: unknown, logger: Logger): void {
  const fault = error instanceof RequestFault ? error : bug(exchange, error, logger);
  const { response, request } = exchange;
  if (exchange.code === null) {
    exchange.code = fault.requestCode;
    exchange.desc = fault.desc;
  }
  if (response.headersSent || exchange.isUpgraded || response.destroyed) request.socket.destroy();
  else answer(exchange, fault);
}

function answer(exchange: Exchange, fault: RequestFault): void {
  const { response, head } = exchange;
  const retrySeconds = fault.facts?.retry === true ? randomInt(1, 11) : null;
  const refreshSeconds = fault.facts?.refresh === true && head.method === 'GET' ? retrySeconds : null;
  const { type, text } = errorBody(exchange, fault, refreshSeconds);
  exchange.status = fault.status;
  exchange.bytes = head.method === 'HEAD' ? 0 : Buffer.byteLength(text);
  if (leavesBytesBehind(exchange, fault)) response.shouldKeepAlive = false;
  response.writeHead(fault.status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    Via: '1.1 rostra-router',
    'X-Request-ID': exchange.requestId,
    ...(retrySeconds === null ? {} : { 'Retry-After': String(retrySeconds) }),
  });
  response.end(text);
}

/** The connection may not carry another request: what is on it, or still to come, is not what the head said. */
function leavesBytesBehind({ head, refusal, isUpgraded }: Exchange, fault: RequestFault): boolean {
  return refusal !== null || head.expectsContinue || head.upgradesToWebSocket || isUpgraded || fault.code === 'H28' || fault.code === 'H26';
}

function bug(exchange: Exchange, error: unknown, logger: Logger): RequestFault {
  logger.error('request_failed', { requestId: exchange.requestId, error });
  return new RequestFault('H99', 'a mistake in the router');
}
