import type { RouterLimits } from './limits.ts';

/** A request's first line and header lines, as the runtime's parser hands them over. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  /** `1.1` */
  readonly version: string;
  /** Names and values in turn, as sent. */
  readonly rawHeaders: readonly string[];
}

/** A request that is refused before any app sees it (H26). */
export interface RequestRefusal {
  readonly status: 400 | 405 | 413 | 414 | 417 | 431 | 501;
  readonly desc: string;
}

/** What a request's lines say of its body. */
export interface BodyLines {
  readonly lengths: readonly string[];
  readonly codings: readonly string[];
  readonly expect: string;
}

/** Why a request's first line or the size of its head is refused, or null (RTR-32, RTR-33). */
export function headFault(raw: RawRequest, limits: RouterLimits): RequestRefusal | null {
  return firstLineFault(raw, limits) ?? sizeFault(raw.rawHeaders, limits);
}

/** Why a request is refused for how it frames its body, or null: two readings of one body are how requests get smuggled. */
export function bodyFault(version: string, lines: BodyLines, limits: RouterLimits): RequestRefusal | null {
  return codingFault(version, lines) ?? lengthFault(lines.lengths, limits) ?? expectFault(lines.expect);
}

/** The plain refusal. */
export function badRequest(desc: string): RequestRefusal {
  return { status: 400, desc };
}

function firstLineFault(raw: RawRequest, limits: RouterLimits): RequestRefusal | null {
  if (raw.version !== '1.1' && raw.version !== '1.0') return badRequest('bad version');
  if (raw.method === 'CONNECT' || raw.method === 'TRACE') return { status: 405, desc: 'method not allowed' };
  if (raw.method.length + raw.target.length + ' HTTP/1.1 '.length > limits.requestLineBytes) return { status: 414, desc: 'uri too long' };
  return raw.target.includes('#') ? badRequest('bad target') : null;
}

function sizeFault(rawHeaders: readonly string[], limits: RouterLimits): RequestRefusal | null {
  if (rawHeaders.length > 2 * limits.headerCount) return { status: 431, desc: 'too many headers' };
  let total = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const length = (rawHeaders[i]?.length ?? 0) + (rawHeaders[i + 1]?.length ?? 0) + ': \r\n'.length;
    if (length > limits.headerLineBytes) return { status: 431, desc: 'header too long' };
    total += length;
  }
  return total > limits.headersBytes ? { status: 431, desc: 'headers too long' } : null;
}

function codingFault(version: string, lines: BodyLines): RequestRefusal | null {
  const { codings, lengths } = lines;
  if (codings.length === 0) return null;
  if (version === '1.0' || codings.length > 1 || lengths.length > 0) return badRequest('bad transfer encoding');
  return codings[0]?.toLowerCase() === 'chunked' ? null : { status: 501, desc: 'unsupported transfer encoding' };
}

function lengthFault(lengths: readonly string[], limits: RouterLimits): RequestRefusal | null {
  const sent = lengths[0];
  if (sent === undefined) return null;
  if (lengths.length > 1 || !/^\d{1,15}$/.test(sent)) return badRequest('bad content length');
  return Number(sent) > Math.max(limits.bodyBytes, limits.deployBytes) ? { status: 413, desc: 'body too large' } : null;
}

function expectFault(expect: string): RequestRefusal | null {
  return expect === '' || expect.toLowerCase() === '100-continue' ? null : { status: 417, desc: 'unsupported expect header value' };
}
