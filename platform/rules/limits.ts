/**
 * Every limit and timeout of the router: one table, passed in, so that tests use short ones (platform specification,
 * RTR-11…15, RTR-31, RTR-32, RTR-40…42, RTR-62).
 */
export interface RouterLimits {
  /** Method, target and version together. */
  readonly requestLineBytes: number;
  readonly headerLineBytes: number;
  readonly headersBytes: number;
  readonly headerCount: number;
  readonly bodyBytes: number;
  /** Of a request to the platform itself, whose doors have limits of their own: what is deployed and pushed (DEP-01). */
  readonly deployBytes: number;
  readonly answerStatusLineBytes: number;
  readonly answerHeaderBytes: number;
  /** All `Set-Cookie` lines of one answer. */
  readonly answerCookiesBytes: number;
  /** Of an answer, kept for a client that reads more slowly than the dyno writes. */
  readonly answerBufferBytes: number;

  /** From the connection, or the end of the request before, to the end of the headers. */
  readonly headersMs: number;
  /** No byte of the request's body for so long. */
  readonly bodyIdleMs: number;
  readonly bodyWindowMs: number;
  /** Fewer bytes than this in a window is too slow. */
  readonly bodyWindowBytes: number;
  /** Requests of one app that are open at once, WebSockets among them; more are H22. */
  readonly connectionsPerApp: number;
  readonly clientKeepAliveMs: number;
  readonly requestsPerConnection: number;

  readonly connectMs: number;
  readonly connectAttempts: number;
  /** From the last byte of the request to the first of the answer; time in the queue counts. */
  readonly firstByteMs: number;
  /** Between two bytes, either way, once the answer has begun. */
  readonly idleMs: number;
  /** How long a request waits for a dyno that boots. */
  readonly bootWaitMs: number;
  /** Who navigates to an app that wakes waits so long for it, and then gets a page that waits in their place. */
  readonly wakingPageMs: number;
  readonly queueWaitMs: number;
  /** Requests that may wait for each dyno that is up. */
  readonly queuePerDyno: number;
  /** Requests that may wait for an app's first dyno: an app that is exchanged holds people back for some seconds (SUP-24). */
  readonly queueForBoot: number;
  /** A dyno that refused a connection is asked last for so long. */
  readonly quarantineMs: number;

  /** A connection to a dyno idle for longer is closed: shorter than gunicorn's 2 s and uvicorn's 5 s. */
  readonly upstreamIdleMs: number;
  /** … and for longer than this it carries nothing that must not be sent twice. */
  readonly upstreamIdleUnsafeMs: number;

  /** What a client may still take after SIGTERM. */
  readonly shutdownGraceMs: number;
  /** After SIGTERM an idle connection stays so long, in case a request is on its way. */
  readonly shutdownIdleMs: number;

  /** Kept pages of all apps together. */
  readonly cacheBytes: number;

  /** Lines a second; beyond it, lines of status < 400 are sampled. */
  readonly linesPerSecond: number;
  /** Lines and samples kept while control is away. */
  readonly keptLines: number;
  readonly keptSamples: number;
}

/** The limits of a running router. */
export const routerLimits: RouterLimits = {
  requestLineBytes: 8192,
  headerLineBytes: 8192,
  headersBytes: 65_536,
  headerCount: 100,
  bodyBytes: 100 * 1024 * 1024,
  deployBytes: 1100 * 1024 * 1024,
  answerStatusLineBytes: 8192,
  answerHeaderBytes: 512 * 1024,
  answerCookiesBytes: 8192,
  answerBufferBytes: 256 * 1024,

  headersMs: 10_000,
  bodyIdleMs: 55_000,
  bodyWindowMs: 30_000,
  bodyWindowBytes: 30 * 1024,
  connectionsPerApp: 10_000,
  clientKeepAliveMs: 60_000,
  requestsPerConnection: 1000,

  connectMs: 5000,
  connectAttempts: 10,
  firstByteMs: 30_000,
  idleMs: 55_000,
  bootWaitMs: 75_000,
  wakingPageMs: 2_000,
  queueWaitMs: 30_000,
  queuePerDyno: 50,
  queueForBoot: 2000,
  quarantineMs: 5000,

  upstreamIdleMs: 1500,
  upstreamIdleUnsafeMs: 500,

  shutdownGraceMs: 300_000,
  shutdownIdleMs: 400,

  cacheBytes: 128 * 1024 * 1024,

  linesPerSecond: 5000,
  keptLines: 20_000,
  keptSamples: 10_000,
};
