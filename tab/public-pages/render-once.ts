import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Html } from '#kit/html/html.ts';

/** A page as a view made it. */
export interface FreshPage {
  readonly status: number;
  readonly html: Html;
}

export type Encoding = 'br' | 'gzip' | 'identity';

/** A page ready to be sent as it is. */
export interface KeptPage {
  readonly status: number;
  readonly body: Buffer;
  /** Of the content, so that every process gives the same page the same tag. */
  readonly etag: string;
  /** The bytes in an encoding, compressed when the first asks for it and never again. */
  readonly as: (encoding: Encoding) => Promise<Buffer>;
}

/** The pages of a site, kept as bytes. */
export interface PageKeeper {
  /** Gives the page of a key at a version (or a later one), rendered at most once. */
  readonly keep: (key: string, version: number, render: () => Promise<FreshPage>) => Promise<KeptPage>;
  /** What is kept of it, of this version or a later one; null when nothing is. */
  readonly kept: (key: string, version: number) => Promise<KeptPage> | null;
}

interface Entry {
  readonly version: number;
  readonly page: Promise<KeptPage>;
}

/** Keeps the bytes of the pages asked for last. Many who ask for one page at once share one rendering; a failed one is not kept. */
export function pageKeeper(mostPages = 400): PageKeeper {
  const entries = new Map<string, Entry>();
  return {
    keep: (key, version, render) => {
      const known = entries.get(key);
      entries.delete(key); // what is asked for moves to the end; the first in the map was not asked for the longest
      const entry = known !== undefined && known.version >= version ? known : { version, page: render().then(keptPage) };
      entries.set(key, entry);
      entry.page.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      for (const oldest of entries.keys()) {
        if (entries.size <= mostPages) break;
        entries.delete(oldest);
      }
      return entry.page;
    },
    kept: (key, version) => {
      const known = entries.get(key);
      return known !== undefined && known.version >= version ? known.page : null;
    },
  };
}

/** Nothing changes any more: this is the page as it will be sent. */
export function keptPage({ status, html }: FreshPage): KeptPage {
  const body = Buffer.from(html.toString());
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const made = new Map<Encoding, Promise<Buffer>>();
  const as = (encoding: Encoding): Promise<Buffer> => {
    const known = made.get(encoding) ?? encoded(body, encoding);
    made.set(encoding, known);
    return known;
  };
  return { status, body, etag, as };
}

const [toBrotli, toGzip] = [promisify(brotliCompress), promisify(gzip)];

function encoded(body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'identity') return Promise.resolve(body);
  if (encoding === 'gzip') return toGzip(body, { level: 6 });
  return toBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });
}
