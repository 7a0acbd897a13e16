import { once } from 'node:events';
import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { Server as NetServer, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { RouterLimits } from '../rules/limits.ts';
import { ClientConnection } from './client-connection.ts';
import { Exchange } from './exchange.ts';
import { Members } from './members.ts';
import { handle } from './pipeline.ts';
import type { Router } from './router.ts';

/** Room for what the rules refuse with the right words: the parser's own limit comes after theirs. */
const spareBytes = 16_384;
const checkEveryMs = 1000;

/** Takes the clients' connections on one socket; every request becomes an exchange that goes down the pipeline. */
export class Listener {
  /** Requests that are not over. */
  readonly #open = new Members<Exchange>();
  readonly #connections = new WeakMap<Duplex, ClientConnection>();
  /** With a page on its way of which nobody else knows. */
  readonly #unsent = new Set<ClientConnection>();
  readonly #router: Router;
  readonly #server: Server | TlsServer;

  constructor(router: Router, isEncrypted: boolean) {
    this.#router = router;
    const options = serverOptions(router.limits);
    this.#server = isEncrypted ? tlsServer(router, options) : createServer(options);
    this.#server.maxRequestsPerSocket = router.limits.requestsPerConnection;
    this.#server.maxHeadersCount = 0; // counted by the rules; the parser would drop the surplus without a word
    const take = (request: IncomingMessage, response: ServerResponse): void => this.#take(request, response);
    this.#server.on('request', take).on('checkContinue', take).on('checkExpectation', take);
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, first: Buffer) => this.#takeUpgrade(request, socket, first));
    this.#server.on('connect', (_, socket: Duplex) => this.#refuse(connectRefused, socket));
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => this.#fail(error, socket));
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
    for (const { response } of this.#open.all) if (!response.headersSent) response.shouldKeepAlive = false;
  }

  get openCount(): number {
    return this.#open.size + this.#unsent.size;
  }

  closeIdle(): void {
    if (this.#unsent.size === 0) this.#server.closeIdleConnections();
  }

  /** What is still open ends here (H24); settles when it is in the books. */
  async cutAll(): Promise<void> {
    const handled = this.#open.all.map((exchange) => exchange.handled);
    for (const exchange of this.#open.all) {
      exchange.code ??= 'H24';
      exchange.request.socket.destroy();
    }
    this.#server.closeAllConnections();
    this.#server.close();
    await Promise.all(handled);
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const exchange = new Exchange(request, response, this.#router.limits);
    const connection = this.#connectionOf(request.socket);
    connection.took(request, response);
    if (this.#router.isLeaving || connection.requests >= this.#router.limits.requestsPerConnection) response.shouldKeepAlive = false;
    this.#open.add(exchange);
    exchange.handled = this.#handle(exchange, connection);
  }

  async #handle(exchange: Exchange, connection: ClientConnection): Promise<void> {
    const { response, request } = exchange;
    if (response.socket === null) await this.#handleInTurn(exchange);
    else await handle(exchange, this.#router);
    if (request.socket.writableLength > 0 && !request.socket.destroyed && !response.closed) await once(response, 'close'); // a page on its way
    this.#open.delete(exchange);
    if ((exchange.cache === 'hit' || exchange.cache === 'stale') && response.shouldKeepAlive) connection.listen();
  }

  #connectionOf(socket: Socket): ClientConnection {
    let connection = this.#connections.get(socket);
    if (connection === undefined)
      this.#connections.set(socket, (connection = new ClientConnection(socket, { router: this.#router, unsent: this.#unsent })));
    return connection;
  }

  /** A request that was sent ahead of the answer before it goes to no dyno until that is whole, and never when its client is gone by then. */
  async #handleInTurn(exchange: Exchange): Promise<void> {
    const { socket } = exchange.request;
    const before = this.#on(socket).at(-2);
    if (before !== undefined && !before.response.closed) await once(before.response, 'close');
    if (socket.writable) await handle(exchange, this.#router);
  }

  /** Requests of one connection that are not over, in their order. */
  #on(socket: Duplex): Exchange[] {
    const exchanges = this.#open.all.filter(({ request }) => request.socket === socket);
    return exchanges.sort((a, b) => a.arrivedAt - b.arrivedAt);
  }

  #fail(error: NodeJS.ErrnoException, socket: Duplex): void {
    if (error.syscall === undefined) return this.#refuse(parserRefusal(error), socket);
    for (const exchange of this.#on(socket)) exchange.clientLeft(); // the connection is broken
    socket.destroy();
  }

  /** What the parser itself refuses (H26, H28). In the middle of an answer the connection is cut: anything said would become part of it. */
  #refuse({ status, words, code, desc }: ParserRefusal, socket: Duplex): void {
    const exchanges = this.#on(socket);
    for (const exchange of exchanges.filter((each) => each.code === null)) Object.assign(exchange, { code, desc, status });
    if (!socket.writable || exchanges.some(({ response }) => response.headersSent)) return void socket.destroy();
    const body = JSON.stringify({ error: { code, message: 'This request cannot be understood.', detail: desc } });
    const head = `HTTP/1.1 ${status} ${words}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    socket.end(`${head}\r\n\r\n${body}`, () => socket.destroy());
  }

  #takeUpgrade(request: IncomingMessage, socket: Duplex, first: Buffer): void {
    // Who means well does not ask for an upgrade ahead of the answer before it.
    if (!(socket instanceof Socket) || this.#on(socket).length > 0) return void socket.destroy();
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

/** HTTP/1.1 only: what HTTP/2 would add is not worth a second way into the pipeline. */
function tlsServer({ routes }: Router, options: ReturnType<typeof serverOptions>): TlsServer {
  const server = createTlsServer({
    ...options,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    SNICallback: (hostName, answer) => answer(null, routes.certificates.find(hostName) ?? undefined),
  });
  routes.certificates.serve(server);
  return server;
}

interface ParserRefusal {
  readonly status: number;
  readonly words: string;
  readonly code: 'H26' | 'H28';
  readonly desc: string;
}

const plainRefusal: ParserRefusal = { status: 400, words: 'Bad Request', code: 'H26', desc: 'bad request' };
const connectRefused: ParserRefusal = { status: 405, words: 'Method Not Allowed', code: 'H26', desc: 'method not allowed' };
const refusals: Readonly<Record<string, Partial<ParserRefusal>>> = {
  HPE_HEADER_OVERFLOW: { status: 431, words: 'Request Header Fields Too Large', desc: 'headers too long' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, words: 'Payload Too Large', desc: 'chunk extensions too long' },
  HPE_INVALID_CHUNK_SIZE: { desc: 'bad chunk' },
  HPE_STRICT: { desc: 'bad chunk' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, words: 'Request Timeout', code: 'H28', desc: 'headers too slow' },
};

function parserRefusal({ code = '' }: { readonly code?: string }): ParserRefusal {
  return { ...plainRefusal, ...refusals[code] };
}
