import { posix } from 'node:path';
import { promisify } from 'node:util';
import { strToU8, zip, type AsyncZippable } from 'fflate';

/** Where a copy of the public site gets its parts. */
export interface SiteSource {
  /** The address to begin with: `/harbour/`. */
  readonly start: string;
  /** The public page at an address; null when nothing public is there. */
  readonly page: (path: string) => Promise<string | null>;
  /** A stylesheet, font or picture by its address; null when there is none. */
  readonly asset: (path: string) => Promise<Uint8Array | null>;
}

const zipped = promisify((files: AsyncZippable, done: (error: Error | null, bytes: Uint8Array) => void) => zip(files, { level: 6 }, done));
const mostPages = 10_000;

/** The public site as files in one zip: every page that links lead to, with links that work from a disk and without a server. */
export async function staticSite(source: SiteSource): Promise<Uint8Array> {
  return zipped(await siteFiles(source));
}

/** By the path that each has in the zip. */
export async function siteFiles({ start, page, asset }: SiteSource): Promise<Record<string, Uint8Array>> {
  const pages = await pagesFrom(start, page);
  const files: Record<string, Uint8Array> = {};
  const assets = new Set<string>();
  for (const [path, markup] of pages) {
    for (const found of assetsIn(markup)) assets.add(found);
    files[fileOf(path)] = strToU8(standingAlone(markup, path, pages));
  }
  await addAssets(files, assets, asset);
  files['index.html'] ??= strToU8(
    `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${fileOf(start)}"><a href="${fileOf(start)}">Start</a>`,
  );
  return files;
}

/** All pages within reach, by address. */
async function pagesFrom(start: string, page: SiteSource['page']): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const waiting = [start];
  const seen = new Set(waiting);
  for (let path = waiting.shift(); path !== undefined && found.size < mostPages; path = waiting.shift()) {
    const markup = await page(path);
    if (markup === null) continue;
    found.set(path, markup);
    for (const link of linksIn(markup, start)) {
      if (!seen.has(link)) waiting.push(link);
      seen.add(link);
    }
  }
  return found;
}

const attribute = /(href|src)="(\/[^"#?]*)((?:[?#][^"]*)?)"/g;

function linksIn(markup: string, start: string): string[] {
  return [...markup.matchAll(attribute)].flatMap(([, name, path = '']) => (name === 'href' && path.startsWith(start) ? [path] : []));
}

function assetsIn(markup: string): string[] {
  return [...markup.matchAll(/<(?:link|img)\b[^>]*?(?:href|src)="(\/assets\/[^"#?]*)"/g)].map(([, path = '']) => path);
}

/** `/harbour/tab/team/` → `harbour/tab/team/index.html`. */
function fileOf(path: string): string {
  return posix.join('.', path.endsWith('/') ? `${path}index.html` : path);
}

/** Scripts need a server, and so does what waits for news; links lead to files, and those that lead nowhere are words. */
function standingAlone(markup: string, path: string, pages: ReadonlyMap<string, string>): string {
  const folder = posix.dirname(fileOf(path));
  const relative = (to: string): string => posix.relative(folder, to) || posix.basename(to);
  return markup
    .replaceAll(/<script\b[^>]*><\/script>/g, '')
    .replaceAll(/ data-(?:island|props)="[^"]*"/g, '')
    .replaceAll(/(href|src)="(\/[^"]*)"/g, (_whole, name: string, target: string) => {
      const [to = '', rest = ''] = target.split(/(?=[?#])/);
      if (to.startsWith('/assets/')) return `${name}="${relative(to.slice(1))}"`;
      return pages.has(to) ? `${name}="${relative(fileOf(to))}${rest}"` : `data-gone="${to}"`;
    })
    .replaceAll('Changes show here by themselves.', '');
}

/** Styles, and what they name in turn. */
async function addAssets(files: Record<string, Uint8Array>, assets: ReadonlySet<string>, asset: SiteSource['asset']): Promise<void> {
  for (const path of assets) {
    const bytes = await asset(path);
    if (bytes === null) continue;
    const text = path.endsWith('.css') ? new TextDecoder().decode(bytes) : null;
    const inner = new Set([...(text ?? '').matchAll(/url\(["']?(\/assets\/[^"')]+)/g)].map(([, found = '']) => found));
    files[path.slice(1)] = text === null ? bytes : strToU8(text.replaceAll('/assets/', ''));
    await addAssets(files, inner, asset);
  }
}
