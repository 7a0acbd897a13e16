import type { Version } from './kept-page.ts';

interface NewVersion {
  /** Of the app's answer, names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** Empty for none. */
  readonly coding: string;
  readonly etag: string;
  readonly status: number;
}

const shortBytes = 32_768;
/** Said anew with every answer. */
const saidAnew = new Set(['content-length', 'content-encoding', 'etag', 'age', 'x-request-id', 'via', 'cache-status']);

/** The body with the head's lines that go with it. */
export function versionOf({ headers, body, coding, etag, status }: NewVersion): Version {
  const lines = headers.filter((_, at) => !saidAnew.has((headers[at - (at % 2)] ?? '').toLowerCase()));
  if (etag !== '') lines.push('ETag', etag);
  if (coding !== '') lines.push('Content-Encoding', coding);
  if (status !== 204) lines.push('Content-Length', String(body.length));
  return { body: body.length <= shortBytes ? body.toString('latin1') : body, bytes: body.length, headers: lines, etag };
}
