import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { requestIdOf } from '#kit/http/request-id.ts';
import type { RequestCode } from '../rules/codes.ts';
import { parseHost } from '../rules/host.ts';
import type { LimitedRoute } from '../rules/route-rules.ts';
import type { RouterLimits } from '../rules/limits.ts';
import { goesFirst } from '../rules/precedence.ts';
import type { CacheOutcome } from '../rules/cache-status.ts';
import { isRefusal, readRequestHead, type RequestHead } from '../rules/request-head.ts';
import type { RequestRefusal } from '../rules/strict-request.ts';
import type { App } from './app.ts';
import { addressOf } from './client-address.ts';
import type { Fill } from './cache/fill.ts';
import type { Dyno } from './dyno.ts';
import type { Member } from './members.ts';

/**
 * One request's facts, filled in on its way through the stages. One mutable object, because it is on the hot path: nothing is copied
 * between the stages. Milliseconds ending in `At` are `performance.now()`.
 */
export class Exchange implements Member {
  seat = -1;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly head: RequestHead;
  /** Why the request is refused before any app sees it. */
  readonly refusal: RequestRefusal | null;
  readonly requestId: string;
  readonly clientAddress: string;
  /** `TLSv1.3`; null on a plain connection. */
  readonly tlsVersion: string | null;
  /** Those of its app's rule once the app is known. */
  limits: RouterLimits;
  readonly arrivedAt = performance.now();
  /** Milliseconds since 1970. */
  readonly startedMs = Date.now();

  /** Settles when it is over and in the books. */
  handled: Promise<void> = Promise.resolve();
  app: App | null = null;
  /** The app's rule for its path. */
  route: LimitedRoute | null = null;
  /** The dyno that works on it, or worked on it last. */
  dyno: Dyno | null = null;
  holdsSlot = false;
  code: RequestCode | null = null;
  desc = '';
  status = 0;
  closedBy: 'backend' | 'client' | null = null;
  dispatchedAt: number | null = null;
  queuedMs: number | null = null;
  connectMs: number | null = null;
  firstByteMs: number | null = null;
  retries = 0;
  /** What the page cache did with it. */
  cache: CacheOutcome = '-';
  /** Listens to the answer, to keep it. */
  fill: Fill | null = null;
  /** The request's lines in place of the client's, when the answer may become others' too. */
  fillLines: string | null = null;
  /** Bytes of the answer's body, or to the client of a WebSocket. */
  bytes = 0;
  /** Bytes of the request's body, or from the client of a WebSocket. */
  uploaded = 0;
  isEventStream = false;
  /** It has become a WebSocket. */
  isUpgraded = false;

  constructor(request: IncomingMessage, response: ServerResponse, limits: RouterLimits) {
    this.limits = limits;
    this.request = request;
    this.response = response;
    const { method = '', url = '', httpVersion, rawHeaders } = request;
    const read = readRequestHead({ method, target: url, version: httpVersion, rawHeaders }, limits);
    this.refusal = isRefusal(read) ? read : null;
    this.head = isRefusal(read) ? headOfRefused(request) : read;
    this.tlsVersion = request.socket instanceof TLSSocket ? request.socket.getProtocol() : null;
    this.clientAddress = addressOf(request.socket); // unknown once the client is gone
    this.requestId = this.head.requestId === '' ? requestIdOf(undefined) : this.head.requestId;
  }

  get isEncrypted(): boolean {
    return this.tlsVersion !== null;
  }

  get hasBody(): boolean {
    return this.head.chunked || (this.head.contentLength ?? 0) > 0;
  }

  /** The client has closed the connection before its answer was whole. */
  clientLeft(): void {
    if (this.code !== null) return;
    this.code = 'H27';
    this.closedBy = 'client';
  }

  /** Whether it goes before anonymous visitors (RTR-12). */
  get goesFirst(): boolean {
    return goesFirst({ method: this.head.method, cookie: this.request.headers.cookie ?? '' });
  }

  /** It is over. */
  leave(): void {
    this.fill?.close();
    this.leaveDyno();
    if (this.app !== null) this.app.open -= 1;
  }

  /** The dyno is done with it: another request may have its place. */
  leaveDyno(): void {
    if (!this.holdsSlot) return;
    this.holdsSlot = false;
    this.dyno?.release();
  }
}

/** What the log line tells of a request that is refused. */
function headOfRefused(request: IncomingMessage): RequestHead {
  const { host = '', accept = '' } = request.headers;
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    host: parseHost(host) ?? { name: '', port: '' },
    sentHost: host,
    contentLength: null,
    chunked: false,
    expectsContinue: false,
    upgradesToWebSocket: false,
    requestId: '',
    accept,
    userAgent: request.headers['user-agent'] ?? '',
    traceparent: '',
    lines: '',
  };
}
