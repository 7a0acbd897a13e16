import type { Dyno } from './dyno.ts';
import type { Exchange } from './exchange.ts';

/** The request's head as the dyno gets it (RTR-20): the client's lines, then what only the router may say. Latin-1. */
export function requestTextFor(exchange: Exchange, dyno: Dyno): string {
  const { head, connectMs, isEncrypted } = exchange;
  const port = head.host.port === '' ? (isEncrypted ? '443' : '80') : head.host.port;
  const queuedMs = Math.round(exchange.queuedMs ?? 0);
  return (
    `${head.method} ${head.path} HTTP/1.1\r\nHost: ${head.sentHost}\r\n${exchange.fillLines ?? head.lines}${framing(exchange)}` +
    `X-Request-ID: ${exchange.requestId}\r\nX-Request-Start: ${exchange.startedMs}\r\nX-Forwarded-For: ${exchange.clientAddress}\r\n` +
    `X-Forwarded-Proto: ${isEncrypted ? 'https' : 'http'}\r\nX-Forwarded-Port: ${port}\r\nX-Forwarded-Host: ${head.sentHost}\r\n` +
    `Via: 1.1 rostra-router\r\nX-Rostra-Dyno: ${dyno.name}\r\nX-Rostra-Queue-Ms: ${queuedMs}\r\n` +
    `Connect-Time: ${Math.round(connectMs ?? 0)}\r\nTotal-Route-Time: ${Math.round(performance.now() - exchange.arrivedAt)}\r\n\r\n`
  );
}

function framing({ head }: Exchange): string {
  if (head.upgradesToWebSocket) return 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
  if (head.chunked) return 'Transfer-Encoding: chunked\r\n';
  return head.contentLength === null ? '' : `Content-Length: ${head.contentLength}\r\n`;
}
