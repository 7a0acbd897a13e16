import type { Exchange } from './exchange.ts';

interface OwnAnswer {
  readonly status: number;
  /** Plain text. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers without the app. */
export function answerWith(exchange: Exchange, { status, body, headers = {} }: OwnAnswer): true {
  const { response, head } = exchange;
  const length = Buffer.byteLength(body);
  exchange.status = status;
  exchange.bytes = head.method === 'HEAD' ? 0 : length;
  if (exchange.hasBody || head.expectsContinue || head.upgradesToWebSocket) response.shouldKeepAlive = false; // nobody reads what is on it
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': length, ...headers, ...ownLines(exchange) });
  response.end(body);
  return true;
}

/** What every answer of the router itself carries. */
export function ownLines({ requestId }: Exchange): Record<string, string> {
  return { Via: '1.1 rostra-router', 'X-Request-ID': requestId };
}
