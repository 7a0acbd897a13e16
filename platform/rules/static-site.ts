/** Where things stand in the slug of a static site. */
export const sitePlace = { pages: 'site', installation: 'node_modules/rostra' } as const;

/** A slug follows its installation, as that of every app with the dependency `rostra` does. */
export const siteProcfile = `web: cd ${sitePlace.pages} && exec node ../${sitePlace.installation}/platform/static-site/main.ts\n`;

/** What a URL's path asks for: the names on the way, and whether it is a folder's page. */
export interface SitePath {
  readonly names: readonly string[];
  readonly isFolder: boolean;
}

/** Null for a path that leads to no page: not decodable, upwards, or to what begins with a dot (but for `.well-known`). */
export function sitePath(url: string): SitePath | null {
  const [path = ''] = url.split(/[?#]/);
  const names: string[] = [];
  for (const part of path.split('/').filter((written) => written !== '')) {
    const name = decoded(part);
    if (name === null || /[/\\\0]/.test(name) || (name.startsWith('.') && name !== '.well-known')) return null;
    names.push(name);
  }
  return { names, isFolder: path.endsWith('/') };
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** What a browser is told that a file is, by its name's ending. */
export function contentType(name: string): string {
  const ending = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  return contentTypes.get(ending) ?? 'application/octet-stream';
}

const contentTypes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    html: 'text/html; charset=utf-8',
    htm: 'text/html; charset=utf-8',
    css: 'text/css; charset=utf-8',
    js: 'text/javascript; charset=utf-8',
    mjs: 'text/javascript; charset=utf-8',
    json: 'application/json',
    map: 'application/json',
    webmanifest: 'application/manifest+json',
    txt: 'text/plain; charset=utf-8',
    md: 'text/markdown; charset=utf-8',
    csv: 'text/csv; charset=utf-8',
    xml: 'application/xml',
    svg: 'image/svg+xml',
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    gif: 'image/gif',
    webp: 'image/webp',
    avif: 'image/avif',
    ico: 'image/vnd.microsoft.icon',
    woff: 'font/woff',
    woff2: 'font/woff2',
    ttf: 'font/ttf',
    pdf: 'application/pdf',
    mp3: 'audio/mpeg',
    mp4: 'video/mp4',
    webm: 'video/webm',
    wasm: 'application/wasm',
    zip: 'application/zip',
  }),
);

export interface StoredFile {
  readonly sizeBytes: number;
  readonly changedAtMs: number;
}

/** The tag by which a browser asks whether the page it has is still the same. */
export const entityTag = ({ sizeBytes, changedAtMs }: StoredFile): string =>
  `"${sizeBytes.toString(36)}-${Math.floor(changedAtMs).toString(36)}"`;

/** Whether a copy that the browser names by its tag is still the file. */
export function isCurrent(file: StoredFile, tags: string | undefined): boolean {
  if (tags === undefined) return false;
  return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === entityTag(file));
}

/** The bytes to send, ends included. */
export type ByteRange =
  | { readonly kind: 'all' }
  | { readonly kind: 'part'; readonly from: number; readonly to: number }
  | { readonly kind: 'none' };

/** Players of sound and film ask for one range; anything else gets the whole file (RFC 9110, 14.2). */
export function byteRange(header: string | undefined, sizeBytes: number): ByteRange {
  const ends = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (ends !== null) return fromTo(Number(ends[1]), ends[2] === '' ? Infinity : Number(ends[2]), sizeBytes);
  const suffix = /^bytes=-(\d+)$/.exec(header ?? '');
  return suffix === null ? { kind: 'all' } : fromTo(sizeBytes - Math.min(Number(suffix[1]), sizeBytes), Infinity, sizeBytes);
}

function fromTo(from: number, to: number, sizeBytes: number): ByteRange {
  if (to < from) return { kind: 'all' };
  return from >= sizeBytes ? { kind: 'none' } : { kind: 'part', from, to: Math.min(to, sizeBytes - 1) };
}
