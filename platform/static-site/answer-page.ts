import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { byteRange, contentType, entityTag, isCurrent, sitePath } from '../rules/static-site.ts';
import type { StoredFile } from '../rules/static-site.ts';

/** A page is asked for again each time it is shown, and answered in a few bytes while it is the same. */
const cacheControl = 'public, max-age=0, s-maxage=1, stale-while-revalidate=10';

/** One request: the file that the path names, the `index.html` of a folder, or the site's `404.html`. */
export async function answerPage(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end('Pages can only be read.\n');
    return;
  }
  const found = await findPage(root, request.url ?? '/');
  switch (found.kind) {
    case 'file':
      return sendFile(found.file, request, response);
    case 'folder':
      response.writeHead(301, { location: found.location }).end();
      return;
    case 'nothing':
      return sendMissing(root, request, response);
  }
}

interface PageFile extends StoredFile {
  readonly path: string;
}

type Found =
  | { readonly kind: 'file'; readonly file: PageFile }
  /** Its address ends with a slash, so that links in its page lead on from there. */
  | { readonly kind: 'folder'; readonly location: string }
  | { readonly kind: 'nothing' };

async function findPage(root: string, url: string): Promise<Found> {
  const asked = sitePath(url);
  if (asked === null) return { kind: 'nothing' };
  const path = join(root, ...asked.names);
  const file = await fileAt(asked.isFolder ? join(path, 'index.html') : path);
  if (file !== null) return { kind: 'file', file };
  const hasPage = !asked.isFolder && (await fileAt(join(path, 'index.html'))) !== null;
  return hasPage ? { kind: 'folder', location: `/${asked.names.map(encodeURIComponent).join('/')}/` } : { kind: 'nothing' };
}

async function fileAt(path: string): Promise<PageFile | null> {
  const facts = await stat(path).catch(() => null);
  return facts?.isFile() === true ? { path, sizeBytes: facts.size, changedAtMs: facts.mtimeMs } : null;
}

async function sendFile(file: PageFile, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = { 'cache-control': cacheControl, etag: entityTag(file), 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff' };
  if (isCurrent(file, request.headers['if-none-match'])) {
    response.writeHead(304, headers).end();
    return;
  }
  const range = byteRange(rangeAsked(request, file), file.sizeBytes);
  if (range.kind === 'none') {
    response.writeHead(416, { 'content-range': `bytes */${file.sizeBytes}` }).end();
    return;
  }
  const [from, to] = range.kind === 'part' ? [range.from, range.to] : [0, file.sizeBytes - 1];
  const part = range.kind === 'part' ? { 'content-range': `bytes ${from}-${to}/${file.sizeBytes}` } : {};
  const status = range.kind === 'part' ? 206 : 200;
  response.writeHead(status, { ...headers, ...part, 'content-type': contentType(file.path), 'content-length': to - from + 1 });
  if (request.method === 'HEAD' || file.sizeBytes === 0) response.end();
  else await sendBytes(file, { from, to }, response);
}

/** A range of a file that has changed since its first part was read would not fit to it. */
function rangeAsked({ headers }: IncomingMessage, file: PageFile): string | undefined {
  const condition = headers['if-range'];
  return condition === undefined || condition === entityTag(file) ? headers.range : undefined;
}

async function sendBytes({ path }: PageFile, { from, to }: { from: number; to: number }, response: ServerResponse): Promise<void> {
  try {
    await pipeline(createReadStream(path, { start: from, end: to }), response);
  } catch (error) {
    if (!response.destroyed) throw error; // else its reader went away
  }
}

async function sendMissing(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const page = await fileAt(join(root, '404.html'));
  if (page === null) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such page.\n');
    return;
  }
  response.writeHead(404, { 'content-type': contentType(page.path), 'content-length': page.sizeBytes });
  if (request.method === 'HEAD') response.end();
  else await sendBytes(page, { from: 0, to: page.sizeBytes - 1 }, response);
}
