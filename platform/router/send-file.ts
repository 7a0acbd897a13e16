import { createReadStream } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { byteRange, entityTag, isCurrent, type StoredFile } from '../rules/static-site.ts';
import { ownLines } from './answer-with.ts';
import type { Exchange } from './exchange.ts';

/** A file on disk as it is sent. */
export interface SentFile extends StoredFile {
  readonly path: string;
  /** `identity` is the file itself, else its packed sibling. */
  readonly coding: 'identity' | 'br' | 'gzip';
}

interface FileFacts {
  readonly type: string;
  readonly maxAgeSeconds: number;
}

/** The file, the part of it that was asked for, or that the client has it already. */
export async function sendFile(exchange: Exchange, file: SentFile, facts: FileFacts): Promise<void> {
  const answer = headOf(exchange, file, facts);
  const { response } = exchange;
  exchange.status = answer.status;
  if (exchange.hasBody) response.shouldKeepAlive = false; // nobody reads what is on it
  response.writeHead(answer.status, answer.headers);
  if (answer.bytes === null || exchange.head.method === 'HEAD' || file.sizeBytes === 0) response.end();
  else await sendBytes(exchange, file.path, answer.bytes);
}

interface FileAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  /** First and last; null for none. */
  readonly bytes: { readonly start: number; readonly end: number } | null;
}

function headOf(exchange: Exchange, file: SentFile, { type, maxAgeSeconds }: FileFacts): FileAnswer {
  const whole = { start: 0, end: file.sizeBytes - 1 };
  const cache = {
    'Cache-Control': `public, max-age=${maxAgeSeconds}`,
    ETag: entityTag(file),
    Vary: 'Accept-Encoding',
    ...ownLines(exchange),
  };
  if (isCurrent(file, exchange.request.headers['if-none-match'])) return { status: 304, headers: cache, bytes: null };
  const range = byteRange(rangeAsked(exchange, file), file.sizeBytes);
  if (range.kind === 'none') return { status: 416, headers: { ...cache, 'Content-Range': `bytes */${file.sizeBytes}` }, bytes: null };
  const bytes = range.kind === 'part' ? { start: range.from, end: range.to } : whole;
  const headers = {
    ...cache,
    'Content-Type': type,
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': bytes.end - bytes.start + 1,
    ...(file.coding === 'identity' ? { 'Accept-Ranges': 'bytes' } : { 'Content-Encoding': file.coding }),
    ...(range.kind === 'part' ? { 'Content-Range': `bytes ${bytes.start}-${bytes.end}/${file.sizeBytes}` } : {}),
  };
  return { status: range.kind === 'part' ? 206 : 200, headers, bytes };
}

/** A range of a packed file, or of one that has changed since, would fit to nothing. */
function rangeAsked({ request }: Exchange, file: SentFile): string | undefined {
  const condition = request.headers['if-range'];
  const isSame = condition === undefined || condition === entityTag(file);
  return file.coding === 'identity' && isSame ? request.headers.range : undefined;
}

async function sendBytes(exchange: Exchange, path: string, bytes: { start: number; end: number }): Promise<void> {
  const stream = createReadStream(path, bytes);
  try {
    await pipeline(stream, exchange.response);
  } catch (error) {
    if (!exchange.response.destroyed) throw error;
    exchange.clientLeft();
  } finally {
    exchange.bytes = stream.bytesRead;
  }
}
