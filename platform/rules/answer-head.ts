import type { AnswerCaching } from './cache-policy.ts';
import type { RouterLimits } from './limits.ts';

/** The head of a dyno's answer: what goes on to the client, and how the body is framed (platform specification, RTR-21, RTR-31). */
export interface AnswerHead {
  readonly status: number;
  readonly reason: string;
  /** Names and values in turn, in the dyno's order; hop-by-hop and `Surrogate-*` lines are gone. */
  readonly headers: string[];
  readonly body: BodyFraming;
  /** Bytes of the body; null when only its end tells. */
  readonly contentLength: number | null;
  /** The connection may carry another request afterwards. */
  readonly keepsAlive: boolean;
  readonly isEventStream: boolean;
  readonly hasRequestId: boolean;
  /** Names of the trailers that come behind the chunks, as announced; empty where there can be none. Not among the headers. */
  readonly trailer: string;
  /** What it says about being kept. */
  readonly caching: AnswerCaching;
  /** The dyno speaks the protocol of the upgrade from here on. */
  readonly upgrades: boolean;
}

export type BodyFraming = 'none' | 'length' | 'chunked' | 'until-close';

/** An answer that the router does not pass on. */
export interface AnswerFault {
  readonly code: 'H17' | 'H25';
  readonly desc: string;
}

/** A draft of the head while its lines are read. */
interface Draft {
  readonly headers: string[];
  readonly lengths: string[];
  readonly codings: string[];
  readonly connection: string[];
  cookieBytes: number;
  isEventStream: boolean;
  hasRequestId: boolean;
  trailer: string;
  readonly caching: AnswerCaching;
}

/** Notes a header line in the draft; true lets it go on to the client. */
type Reader = (draft: Draft, value: string) => boolean;

const drop: Reader = () => false;

const readers = new Map<string, Reader>([
  ['transfer-encoding', (draft, value) => collect(draft.codings, value)],
  ['connection', (draft, value) => collect(draft.connection, value.toLowerCase())],
  ['keep-alive', drop],
  ['proxy-connection', drop],
  ['upgrade', drop],
  ['content-length', (draft, value) => !collect(draft.lengths, value)],
  [
    'set-cookie',
    (draft, value) => {
      draft.cookieBytes += value.length;
      draft.caching.setsCookie = true;
      return true;
    },
  ],
  [
    'content-type',
    (draft, value) => {
      draft.isEventStream = value.startsWith('text/event-stream');
      draft.caching.contentType = value;
      return true;
    },
  ],
  [
    'trailer',
    (draft, value) => {
      draft.trailer = value;
      return false;
    },
  ],
  [
    'x-request-id',
    (draft) => {
      draft.hasRequestId = true;
      return true;
    },
  ],
  ['cache-control', note('cacheControl', true)],
  ['vary', note('vary', true)],
  ['etag', note('etag', true)],
  ['last-modified', note('lastModified', true)],
  ['expires', note('expires', true)],
  ['age', note('age', true)],
  ['content-encoding', note('contentEncoding', true)],
  ['surrogate-control', note('surrogateControl', false)],
  ['surrogate-key', note('surrogateKey', false)],
  ['cache-tag', note('surrogateKey', false)],
  ['surrogate-purge', note('surrogatePurge', false)],
]);

/** Several lines of one name are one list. */
function note(field: Exclude<keyof AnswerCaching, 'setsCookie'>, goesOn: boolean): Reader {
  return ({ caching }, value) => {
    const before = caching[field];
    caching[field] = before === '' ? value : `${before}, ${value}`;
    return goesOn;
  };
}

function noCaching(): AnswerCaching {
  return {
    setsCookie: false,
    cacheControl: '',
    surrogateControl: '',
    surrogateKey: '',
    surrogatePurge: '',
    vary: '',
    expires: '',
    age: '',
    etag: '',
    lastModified: '',
    contentEncoding: '',
    contentType: '',
  };
}

function collect(list: string[], value: string): false {
  list.push(value);
  return false;
}

const statusLine = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: ([\t\x20-\x7e\x80-\xff]*))?$/;

/**
 * Reads the head of an answer: Latin-1 text up to the empty line, which is not part of it. `method` is the request's: a HEAD has no
 * body. Strict, because two readings of one answer hand a person somebody else's (reliability specification, 3).
 */
export function readAnswerHead(text: string, method: string, limits: RouterLimits): AnswerHead | AnswerFault {
  const lines = text.split('\r\n');
  const first = lines[0] ?? '';
  if (first.length > limits.answerStatusLineBytes) return oversized('status line');
  const status = statusLine.exec(first);
  if (status === null) return malformed('bad status line');
  const draft: Draft = {
    headers: [],
    lengths: [],
    codings: [],
    connection: [],
    cookieBytes: 0,
    isEventStream: false,
    hasRequestId: false,
    trailer: '',
    caching: noCaching(),
  };
  const fault = readLines(lines, draft, limits) ?? framingFault(draft, status[1] === '0');
  if (fault !== null) return fault;
  return complete(draft, { version: status[1] ?? '', status: Number(status[2]), reason: status[3] ?? '', method });
}

/** True for an answer that is not passed on. */
export function isAnswerFault(read: AnswerHead | AnswerFault): read is AnswerFault {
  return 'desc' in read;
}

function malformed(desc: string): AnswerFault {
  return { code: 'H17', desc };
}

function oversized(what: string): AnswerFault {
  return { code: 'H25', desc: `oversized ${what}` };
}

// eslint-disable-next-line no-control-regex
const badValue = /[^\t\x20-\x7e\x80-\xff]/;
const goodName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

function readLines(lines: readonly string[], draft: Draft, limits: RouterLimits): AnswerFault | null {
  for (let i = 1; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon));
    const value = trimmed(line, colon + 1);
    if (line.length > limits.answerHeaderBytes) return oversized('header');
    if (!goodName.test(name) || badValue.test(value)) return malformed('bad header');
    const lowered = name.toLowerCase();
    if (mayGoOn(lowered, draft, value)) draft.headers.push(name, value);
  }
  return draft.cookieBytes > limits.answerCookiesBytes ? oversized('cookies') : null;
}

function mayGoOn(name: string, draft: Draft, value: string): boolean {
  const reader = readers.get(name);
  return reader === undefined ? !name.startsWith('surrogate-') : reader(draft, value);
}

/** The line from `start` on without the spaces and tabs around it. */
function trimmed(line: string, start: number): string {
  let from = start;
  let to = line.length;
  while (from < to && isBlank(line.charCodeAt(from))) from += 1;
  while (to > from && isBlank(line.charCodeAt(to - 1))) to -= 1;
  return line.slice(from, to);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function framingFault(draft: Draft, isHttp10: boolean): AnswerFault | null {
  const coding = draft.codings.join(',').toLowerCase();
  const length = draft.lengths[0];
  if (coding !== '' && (coding !== 'chunked' || isHttp10)) return malformed('bad transfer encoding');
  if (draft.lengths.length > 1) return malformed('double content length');
  if (length === undefined) return null;
  if (coding !== '') return malformed('length and transfer encoding');
  return /^\d{1,15}$/.test(length) ? null : { code: 'H25', desc: 'invalid content length' };
}

interface FirstLines {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  readonly method: string;
}

function complete(draft: Draft, first: FirstLines): AnswerHead {
  const body = framing(draft, first);
  const named = saysNothing(draft.connection) ? [] : tokens(draft.connection);
  return {
    status: first.status,
    reason: first.reason,
    headers: headersFor(draft.headers, first.status, named),
    body,
    contentLength: body === 'length' ? Number(draft.lengths[0]) : null,
    keepsAlive: first.version === '1' && body !== 'until-close' && !named.includes('close'),
    isEventStream: draft.isEventStream,
    hasRequestId: draft.hasRequestId,
    trailer: body === 'chunked' ? draft.trailer : '',
    caching: draft.caching,
    upgrades: first.status === 101,
  };
}

function framing(draft: Draft, first: FirstLines): BodyFraming {
  if (first.method === 'HEAD' || first.status < 200 || first.status === 204 || first.status === 304) return 'none';
  if (draft.codings.length > 0) return 'chunked';
  return draft.lengths.length > 0 ? 'length' : 'until-close';
}

/** The usual case, told apart before any work is done. */
function saysNothing(connection: readonly string[]): boolean {
  return connection.length === 0 || (connection.length === 1 && connection[0] === 'keep-alive');
}

const plainTokens: readonly string[] = ['', 'close', 'keep-alive', 'upgrade'];

function headersFor(headers: string[], status: number, named: readonly string[]): string[] {
  const dropped = named.filter((token) => !plainTokens.includes(token));
  if (status === 204) dropped.push('content-length');
  if (dropped.length === 0) return headers;
  return headers.filter((_, i) => !dropped.includes((headers[i - (i % 2)] ?? '').toLowerCase()));
}

function tokens(connection: readonly string[]): string[] {
  return connection
    .join(',')
    .split(',')
    .map((token) => token.trim());
}
