import type { RouterLimits } from './limits.ts';
import { isRequestId } from './request-id.ts';

/** A request that asks for a page and nothing else. */
export interface PlainHead {
  /** Origin form, byte for byte as sent. */
  readonly target: string;
  /** As sent. */
  readonly host: string;
  /** By lower-case name; none came twice. */
  readonly headers: Readonly<Partial<Record<string, string>>>;
  readonly headerCount: number;
  /** Empty unless the client's own may be kept. */
  readonly requestId: string;
}

/** A head from its first byte to its last, in the one form that can be read in one way only. */
const shape = /^GET \/[!"$-~]* HTTP\/1\.1\r\n(?:[A-Za-z][A-Za-z0-9-]*:[ -~]*\r\n)+\r\n$/;
const targetAt = 'GET '.length;
const behindTarget = ' HTTP/1.1\r\n'.length;

/** Lines with which a request is more than that. */
const ofBodies = ['content-length', 'transfer-encoding', 'te', 'trailer', 'expect'];
const ofConnections = ['upgrade', 'http2-settings', 'proxy-connection'];
const ofOwnAnswers = ['authorization', 'proxy-authorization', 'range', 'if-match', 'if-unmodified-since'];
const unusual = new Set([...ofBodies, ...ofConnections, ...ofOwnAnswers]);

/**
 * The head of a request for a page when the bytes that have come are that head, whole, and nothing but; null for all that is not perfectly
 * plain, which is not to say that it is wrong. What is read here has to mean the same to every other reader (RTR-33).
 */
export function readPlainHead(text: string, limits: RouterLimits): PlainHead | null {
  if (text.length > Math.min(limits.requestLineBytes, limits.headerLineBytes, limits.headersBytes) || !shape.test(text)) return null;
  const targetEnd = text.indexOf(' ', targetAt);
  const headers: Record<string, string> = {};
  const headerCount = readLines(text, targetEnd + behindTarget, headers);
  const { host, connection = 'keep-alive', 'x-request-id': sentId = '' } = headers;
  if (host === undefined || headerCount > limits.headerCount || !/^keep-alive$/i.test(connection)) return null;
  return { target: text.slice(targetAt, targetEnd), host, headers, headerCount, requestId: isRequestId(sentId) ? sentId : '' };
}

/** How many there are; more than any limit where one is unusual or comes twice. */
function readLines(text: string, from: number, headers: Record<string, string>): number {
  let count = 0;
  for (let at = from; at < text.length - 2; count += 1) {
    const colon = text.indexOf(':', at);
    const end = text.indexOf('\r', colon);
    const name = text.slice(at, colon).toLowerCase();
    if (headers[name] !== undefined || unusual.has(name)) return Infinity;
    headers[name] = text.slice(colon + 1, end).trim();
    at = end + 2;
  }
  return count;
}
