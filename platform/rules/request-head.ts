import type { RouterLimits } from './limits.ts';
import { type Host, parseHost } from './host.ts';
import { isRequestId } from './request-id.ts';
import { type BodyLines, type RawRequest, type RequestRefusal, badRequest, bodyFault, headFault } from './strict-request.ts';

/** What the router needs of a request's head, and what of it goes on to the dyno. */
export interface RequestHead {
  readonly method: string;
  /** Origin form, byte for byte as sent (RTR-04). */
  readonly path: string;
  readonly host: Host;
  /** As sent; goes on unchanged. */
  readonly sentHost: string;
  /** Null without a body of known length. */
  readonly contentLength: number | null;
  readonly chunked: boolean;
  /** The client waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
  readonly upgradesToWebSocket: boolean;
  /** Empty unless the client's own may be kept. */
  readonly requestId: string;
  readonly accept: string;
  readonly userAgent: string;
  /** As sent: the trace that the request is a part of (W3C Trace Context); empty: of none. */
  readonly traceparent: string;
  /** The other header lines, ready to send: hop-by-hop ones, those that the router writes itself and names with `_` are gone. */
  readonly lines: string;
}

/** A draft of the head while its lines are read. */
interface Draft extends BodyLines {
  readonly hosts: string[];
  readonly lengths: string[];
  readonly codings: string[];
  readonly connection: string[];
  expect: string;
  upgrade: string;
  requestId: string;
  accept: string;
  userAgent: string;
  traceparent: string;
}

/** Notes a header line in the draft; true lets the line go on to the dyno. */
type Reader = (draft: Draft, value: string) => boolean;

const drop: Reader = () => false;

function collect(list: 'hosts' | 'lengths' | 'codings' | 'connection'): Reader {
  return (draft, value) => {
    draft[list].push(value);
    return false;
  };
}

function note(field: 'expect' | 'upgrade' | 'requestId' | 'accept' | 'userAgent' | 'traceparent', goesOn: boolean): Reader {
  return (draft, value) => {
    draft[field] = value;
    return goesOn;
  };
}

/** Lines that are not named here just go on. */
const readers = new Map<string, Reader>([
  ['host', collect('hosts')],
  ['content-length', collect('lengths')],
  ['transfer-encoding', collect('codings')],
  ['connection', collect('connection')],
  ['expect', note('expect', false)],
  ['upgrade', note('upgrade', false)],
  ['x-request-id', note('requestId', false)],
  ['accept', note('accept', true)],
  ['user-agent', note('userAgent', true)],
  ['traceparent', note('traceparent', true)],
]);
const hopByHop = ['keep-alive', 'proxy-connection', 'te', 'trailer', 'proxy-authorization', 'http2-settings'];
const writtenByTheRouter = ['x-request-start', 'x-rostra-dyno', 'x-rostra-queue-ms', 'connect-time', 'total-route-time'];
// `Forwarded` says the same as the X-Forwarded ones; kept, it would let a client contradict them.
const forwarded = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-port', 'x-forwarded-host', 'forwarded', 'x-real-ip'];
for (const name of [...hopByHop, ...writtenByTheRouter, ...forwarded]) readers.set(name, drop);

/**
 * The request's head, or why it is refused: the runtime's parser lets through what proxies and apps have been tricked with
 * (platform specification, RTR-20, RTR-32, RTR-33; reliability specification, 3).
 */
export function readRequestHead(raw: RawRequest, limits: RouterLimits): RequestHead | RequestRefusal {
  const draft = emptyDraft();
  const fault = headFault(raw, limits);
  const lines = fault === null ? readLines(raw.rawHeaders, draft) : '';
  const refusal = fault ?? bodyFault(raw.version, draft, limits);
  if (refusal !== null) return refusal;
  const sentHost = draft.hosts[0] ?? '';
  const host = draft.hosts.length === 1 ? parseHost(sentHost) : null;
  if (host === null) return badRequest('bad host');
  const path = originForm(raw, sentHost);
  if (path === null) return badRequest('bad target');
  return { ...facts(raw, draft), path, host, sentHost, lines: withoutNamed(lines, draft.connection) };
}

function facts(raw: RawRequest, draft: Draft) {
  return {
    method: raw.method,
    contentLength: draft.lengths.length === 0 ? null : Number(draft.lengths[0]),
    chunked: draft.codings.length === 1,
    expectsContinue: draft.expect !== '' && raw.version === '1.1',
    upgradesToWebSocket: draft.upgrade.toLowerCase() === 'websocket' && tokens(draft.connection).includes('upgrade'),
    requestId: isRequestId(draft.requestId) ? draft.requestId : '',
    accept: draft.accept,
    userAgent: draft.userAgent,
    traceparent: draft.traceparent,
  };
}

/** True for a refusal, false for a head. */
export function isRefusal(read: RequestHead | RequestRefusal): read is RequestRefusal {
  return 'desc' in read;
}

function emptyDraft(): Draft {
  return {
    hosts: [],
    lengths: [],
    codings: [],
    connection: [],
    expect: '',
    upgrade: '',
    requestId: '',
    accept: '',
    userAgent: '',
    traceparent: '',
  };
}

/** Reads the lines into the draft and returns those that go on. */
function readLines(rawHeaders: readonly string[], draft: Draft): string {
  let lines = '';
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const value = rawHeaders[i + 1] ?? '';
    const reader = readers.get(name.toLowerCase());
    const goesOn = reader === undefined ? !name.includes('_') : reader(draft, value);
    if (goesOn) lines += `${name}: ${value}\r\n`;
  }
  return lines;
}

/** The target as the dyno gets it; null when it names another server than Host does, or is no path at all. */
function originForm(raw: RawRequest, sentHost: string): string | null {
  const { target } = raw;
  if (target.startsWith('/')) return target;
  if (target === '*' && raw.method === 'OPTIONS') return target;
  const absolute = /^https?:\/\/([^/?]*)(.*)$/i.exec(target);
  if (absolute === null || absolute[1]?.toLowerCase() !== sentHost.toLowerCase()) return null;
  const rest = absolute[2] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}

const plainConnection = /^(?:keep-alive|close|upgrade)$/i;

/** Takes out the lines whose names stand in `Connection`. */
function withoutNamed(lines: string, connection: readonly string[]): string {
  if (connection.length === 0 || (connection.length === 1 && plainConnection.test(connection[0] ?? ''))) return lines;
  const named = tokens(connection);
  const kept = lines.split('\r\n').filter((line) => !named.includes(line.slice(0, Math.max(0, line.indexOf(':'))).toLowerCase()));
  return kept.join('\r\n');
}

function tokens(connection: readonly string[]): string[] {
  const all = connection.join(',').split(',');
  return all.map((token) => token.trim().toLowerCase()).filter((token) => token !== '');
}
