import { Frame } from './frame.ts';

interface NewVersion {
  /** Of the app's answer, names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** Empty for none. */
  readonly coding: string;
  readonly etag: string;
  readonly status: number;
}

/** Said anew with every answer. */
const saidAnew = new Set(['content-length', 'content-encoding', 'etag', 'age', 'x-request-id', 'via', 'cache-status']);
const notOnAny304 = new Set(['content-length', 'content-encoding', 'content-type']);
const nothing = Buffer.alloc(0);

/** A page's body in one packing, with the head's lines that go with it. */
export class Version {
  readonly bytes: number;
  readonly etag: string;
  /** Names and values in turn, with the body's length and packing. */
  readonly headers: readonly string[];
  /** Those of the answer that the client has it already. */
  readonly headersOf304: readonly string[];
  readonly whole: Frame;
  readonly unchanged = new Frame(nothing);

  constructor({ headers, body, coding, etag, status }: NewVersion) {
    const lines = without(headers, saidAnew);
    if (etag !== '') lines.push('ETag', etag);
    if (coding !== '') lines.push('Content-Encoding', coding);
    if (!headers.some((name, at) => at % 2 === 0 && name.toLowerCase() === 'date')) lines.push('Date', new Date().toUTCString());
    if (status !== 204) lines.push('Content-Length', String(body.length));
    this.headers = lines;
    this.headersOf304 = without(lines, notOnAny304);
    this.whole = new Frame(body);
    this.bytes = body.length;
    this.etag = etag;
  }

  get body(): Buffer {
    return this.whole.body;
  }
}

function without(headers: readonly string[], names: ReadonlySet<string>): string[] {
  return headers.filter((_, at) => !names.has((headers[at - (at % 2)] ?? '').toLowerCase()));
}
