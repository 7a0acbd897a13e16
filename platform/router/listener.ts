import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import { Server as NetServer, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { RouterLimits } from '../rules/limits.ts';
import { Exchange } from './exchange.ts';
import { handle } from './pipeline.ts';
import type { Router } from './router.ts';

/** Room for what the rules refuse with the right words: the parser's own limit comes after theirs. */
const spareBytes = 16_384;
const checkEveryMs = 1000;

/** Takes the clients' connections on one socket; every request becomes an exchange that goes down the pipeline. */
export class Listener {
  /** Requests that are not over. */
  readonly #open = new Map<Exchange, Promise<void>>();
  readonly #router: Router;
  readonly #server: Server;

  constructor(router: Router) {
    this.#router = router;
    this.#server = createServer(serverOptions(router.limits));
    this.#server.maxRequestsPerSocket = router.limits.requestsPerConnection;
    this.#server.maxHeadersCount = 0; // counted by the rules; the parser would drop the surplus without a word
    const take = (request: IncomingMessage, response: ServerResponse): void => this.#take(request, response);
    this.#server.on('request', take).on('checkContinue', take).on('checkExpectation', take);
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, first: Buffer) => this.#takeUpgrade(request, socket, first));
    this.#server.on('connect', (_, socket: Duplex) => refuse({ code: 'CONNECT' }, socket));
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => refuse(error, socket));
  }

  /** Listens on an inherited descriptor, or on an address of its own. */
  async listen(where: { fd: number } | { host: string; port: number }): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ ...where, backlog: 4096 }, resolve);
    });
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Takes no more connections; those it has stay. `http.Server.close()` would also close accepted ones that nobody has read yet. */
  stopListening(): void {
    NetServer.prototype.close.call(this.#server);
    for (const { response } of this.#open.keys()) if (!response.headersSent) response.shouldKeepAlive = false;
  }

  get openCount(): number {
    return this.#open.size;
  }

  closeIdle(): void {
    this.#server.closeIdleConnections();
  }

  /** What is still open ends here (H24); settles when it is in the books. */
  async cutAll(): Promise<void> {
    for (const exchange of this.#open.keys()) {
      exchange.code ??= 'H24';
      exchange.request.socket.destroy();
    }
    this.#server.closeAllConnections();
    this.#server.close();
    await Promise.all(this.#open.values());
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const exchange = new Exchange(request, response, this.#router.limits);
    if (this.#router.isLeaving) response.shouldKeepAlive = false;
    const handled = response.socket === null ? this.#handleInTurn(exchange) : handle(exchange, this.#router);
    this.#open.set(exchange, handled);
    void handled.finally(() => this.#open.delete(exchange));
  }

  /** A request that was sent ahead of the answer before it goes to no dyno until that is whole, and never when its client is gone by then. */
  async #handleInTurn(exchange: Exchange): Promise<void> {
    const { socket } = exchange.request;
    await this.#open.get(this.#lastOn(socket) ?? exchange);
    if (!socket.destroyed) await handle(exchange, this.#router);
  }

  #lastOn(socket: Socket): Exchange | undefined {
    return [...this.#open.keys()].findLast(({ request }) => request.socket === socket);
  }

  #takeUpgrade(request: IncomingMessage, socket: Duplex, first: Buffer): void {
    // Who means well does not ask for an upgrade ahead of the answer before it.
    if (!(socket instanceof Socket) || this.#lastOn(socket) !== undefined) return void socket.destroy();
    if (first.length > 0) socket.unshift(first);
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => socket.destroySoon());
    socket.on('error', () => {}); // 'close' follows
    this.#take(request, response);
  }
}

function serverOptions(limits: RouterLimits): Parameters<typeof createServer>[0] & object {
  return {
    maxHeaderSize: limits.headersBytes + limits.requestLineBytes + spareBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: 0, // bodies have limits of their own
    keepAliveTimeout: limits.clientKeepAliveMs,
    connectionsCheckingInterval: checkEveryMs,
    requireHostHeader: false,
    noDelay: true,
    shouldUpgradeCallback: (request) => request.headers.upgrade?.toLowerCase() === 'websocket',
  };
}

const refusals: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  CONNECT: '405 Method Not Allowed',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What the parser itself refuses (H26, H28): no app is known yet, so no line is written. */
function refuse(error: { readonly code?: string }, socket: Duplex): void {
  const status = refusals[error.code ?? ''] ?? '400 Bad Request';
  const code = status.startsWith('408') ? 'H28' : 'H26';
  const body = JSON.stringify({ error: { code, message: 'This request cannot be understood.' } });
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
