import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { byteRange, contentType, entityTag, isCurrent, sitePath } from '../rules/static-site.ts';
import type { SitePath, StoredFile } from '../rules/static-site.ts';
import { headersFor, settingsFile } from '../rules/site-settings.ts';
import type { SiteSettings } from '../rules/site-settings.ts';

/** A folder of pages, and how they are to be served. */
export interface Site {
  readonly root: string;
  readonly settings: SiteSettings;
}

/** One request: the file that the path names, the `index.html` of a folder, the page of a clean URL, the site's fallback or its own 404. */
export async function answerPage(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end('Pages can only be read.\n');
    return;
  }
  const found = await findPage(site, request.url ?? '/');
  switch (found.kind) {
    case 'file':
      return sendFile(site, found.file, { request, response });
    case 'elsewhere':
      response.writeHead(301, { location: found.location }).end();
      return;
    case 'nothing':
      return sendMissing(site, request, response);
  }
}

interface PageFile extends StoredFile {
  readonly path: string;
}

type Found =
  | { readonly kind: 'file'; readonly file: PageFile }
  /** A folder's address ends with a slash, so that links in its page lead on from there; a page has one address. */
  | { readonly kind: 'elsewhere'; readonly location: string }
  | { readonly kind: 'nothing' };

async function findPage({ root, settings }: Site, url: string): Promise<Found> {
  const asked = sitePath(url);
  if (asked === null || (settings.root === '' && asked.names.join('/') === settingsFile)) return { kind: 'nothing' };
  const path = join(root, ...asked.names);
  const location = await otherAddress(path, asked, settings);
  if (location !== null) return { kind: 'elsewhere', location: `${location}${/\?.*/.exec(url)?.[0] ?? ''}` };
  const pages = asked.isFolder ? [join(path, 'index.html')] : pagesAt(path, settings);
  const file = (await firstFile(pages)) ?? (await fallbackFor(asked, { root, settings }));
  return file === null ? { kind: 'nothing' } : { kind: 'file', file };
}

const pagesAt = (path: string, { cleanUrls }: SiteSettings): readonly string[] => (cleanUrls ? [path, `${path}.html`] : [path]);

/** Of a page that has a better one: a clean one, or a folder's, which ends with a slash. */
async function otherAddress(path: string, asked: SitePath, settings: SiteSettings): Promise<string | null> {
  const address = `/${asked.names.map(encodeURIComponent).join('/')}`;
  if (asked.isFolder) return null;
  if (settings.cleanUrls && address.endsWith('.html') && (await fileAt(path)) !== null) {
    return address.replace(/\/index\.html$/, '/').replace(/\.html$/, '');
  }
  const isFolder = (await firstFile(pagesAt(path, settings))) === null && (await fileAt(join(path, 'index.html'))) !== null;
  return isFolder && asked.names.length > 0 ? `${address}/` : null;
}

async function fallbackFor(asked: SitePath, { root, settings: { fallback } }: Site): Promise<PageFile | null> {
  return fallback === null || looksLikeFile(asked) ? null : fileAt(join(root, fallback));
}

/** A picture that is missing is missing; a way through an app in the browser has no ending. */
const looksLikeFile = ({ names }: SitePath): boolean => /\.[A-Za-z0-9]{1,8}$/.test(names.at(-1) ?? '');

async function firstFile(paths: readonly string[]): Promise<PageFile | null> {
  for (const path of paths) {
    const file = await fileAt(path);
    if (file !== null) return file;
  }
  return null;
}

async function fileAt(path: string): Promise<PageFile | null> {
  const facts = await stat(path).catch(() => null);
  return facts?.isFile() === true ? { path, sizeBytes: facts.size, changedAtMs: facts.mtimeMs } : null;
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function sendFile({ root, settings }: Site, file: PageFile, { request, response }: Asked): Promise<void> {
  const own = headersFor(file.path.slice(root.length), settings);
  const headers = { ...own, etag: entityTag(file), 'accept-ranges': 'bytes' };
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

async function sendMissing({ root, settings }: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const page = await fileAt(join(root, settings.errorPage));
  if (page === null) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such page.\n');
    return;
  }
  response.writeHead(404, { 'content-type': contentType(page.path), 'content-length': page.sizeBytes });
  if (request.method === 'HEAD') response.end();
  else await sendBytes(page, { from: 0, to: page.sizeBytes - 1 }, response);
}
