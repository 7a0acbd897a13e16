import type { CacheOutcome } from './cache-status.ts';
import { type RequestCode, codeFacts } from './codes.ts';

/** What is known of a request when it is over. Milliseconds are null where the request never got so far. */
export interface RequestFacts {
  readonly code: RequestCode | null;
  /** Instead of the code's title. */
  readonly desc: string;
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly requestId: string;
  readonly clientAddress: string;
  /** `web.1`; empty when none was reached. */
  readonly dyno: string;
  readonly connectMs: number | null;
  readonly serviceMs: number | null;
  readonly queueMs: number | null;
  /** From dispatch to the first byte of the answer. */
  readonly firstByteMs: number | null;
  readonly status: number;
  /** Of the answer's body. */
  readonly bytes: number;
  readonly protocol: 'http' | 'https' | 'ws' | 'wss';
  /** `TLSv1.3`; null on a plain connection. */
  readonly tlsVersion: string | null;
  readonly httpVersion: string;
  /** Who closed the connection, when somebody did. */
  readonly closedBy: 'backend' | 'client' | null;
  readonly retries: number;
  /** Of the request's body. */
  readonly uploaded: number;
  /** What the page cache did with it. */
  readonly cache: CacheOutcome;
  readonly userAgent: string;
  /** As the client sent it; empty: it sent none. */
  readonly traceparent: string;
}

/**
 * The router's line for one request: Heroku's fields in Heroku's order, then ours (platform specification, RTR-60). `sampled` is n
 * when the line stands for n requests; `route`: the group of its path. `trace` is there only when the client named one (MET-08).
 */
export function routerLine(facts: RequestFacts, sampled = 1, route = ''): string {
  return (
    `${outcome(facts)} method=${facts.method} path=${quoted(shownPath(facts.path))} host=${value(facts.host)}` +
    ` request_id=${facts.requestId} fwd="${facts.clientAddress}" dyno=${facts.dyno} connect=${ms(facts.connectMs)}` +
    ` service=${ms(facts.serviceMs)} status=${facts.status} bytes=${facts.bytes} protocol=${facts.protocol} http_version=${facts.httpVersion}` +
    `${facts.closedBy === null ? '' : ` sock=${facts.closedBy}`} ${encryption(facts)} queue=${ms(facts.queueMs)} ttfb=${ms(facts.firstByteMs)}` +
    ` cache=${facts.cache} route=${value(route)} retries=${facts.retries} up=${facts.uploaded} ua=${quoted(facts.userAgent.slice(0, longestUserAgent))}` +
    (facts.traceparent === '' ? '' : trace(facts.traceparent)) +
    (sampled > 1 ? ` sampled=${sampled}` : '')
  );
}

const longestPath = 2048;
const longestUserAgent = 256;

function outcome(facts: RequestFacts): string {
  if (facts.code === null) return 'at=info';
  const { level, title } = codeFacts(facts.code);
  const at = level === 'critical' ? 'error' : level;
  return `at=${at} code=${facts.code} desc=${quoted(facts.desc === '' ? title : facts.desc)}`;
}

function encryption(facts: RequestFacts): string {
  return facts.tlsVersion === null ? 'tls=false tls_version=' : `tls=true tls_version=${facts.tlsVersion.toLowerCase().replace('v', '')}`;
}

/** Version 00 ends behind the flags, a later one may go on; nothing but zeros is no id (W3C Trace Context, 3.2.2). */
const traceContext = /^(?!ff|00.{54})[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-|$)/;

/** ` trace=4bf9…`: what the app's own spans are found by; nothing for what is no trace. */
function trace(traceparent: string): string {
  const id = traceContext.exec(traceparent)?.[1];
  return id === undefined ? '' : ` trace=${id}`;
}

function ms(duration: number | null): string {
  return duration === null ? '' : `${Math.round(duration)}ms`;
}

const secretName = /token|key|password|secret|sig/i;

/** The path with the values of secret-looking parameters hidden, at most 2 kB of it. */
function shownPath(path: string): string {
  const query = path.indexOf('?');
  const shown = query < 0 ? path : path.slice(0, query) + path.slice(query).replace(/[^?&;]+/g, hideSecret);
  return shown.slice(0, longestPath);
}

function hideSecret(parameter: string): string {
  const equals = parameter.indexOf('=');
  return equals > 0 && secretName.test(parameter.slice(0, equals)) ? `${parameter.slice(0, equals)}=***` : parameter;
}

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const needsQuotes = /[\s"=\u0000-\u001f\u007f]/;

function value(text: string): string {
  return needsQuotes.test(text) ? quoted(text) : text;
}

function quoted(text: string): string {
  if (!needsEscape.test(text)) return `"${text}"`;
  return `"${text.replace(/["\\\n\r\t]/g, (found) => escapes[found] ?? found)}"`;
}

const needsEscape = /["\\\n\r\t]/;
const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
