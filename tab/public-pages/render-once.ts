import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Html } from '#kit/html/html.ts';

/** A page as a view made it. */
export interface FreshPage {
  readonly status: number;
  readonly html: Html;
}

/** A page ready to be sent as it is. */
export interface KeptPage {
  readonly status: number;
  readonly body: Buffer;
  readonly gzipped: Buffer;
  /** Of the content, so that every process gives the same page the same tag. */
  readonly etag: string;
}

/** Gives the page of a key at a version (or a later one), rendered at most once. */
export type RenderOnce = (key: string, version: number, render: () => Promise<FreshPage>) => Promise<KeptPage>;

interface Entry {
  readonly version: number;
  readonly page: Promise<KeptPage>;
}

const compress = promisify(gzip);

/** Keeps the bytes of the pages asked for last. Many who ask for one page at once share one rendering; a failed one is not kept. */
export function pageKeeper(mostPages = 400): RenderOnce {
  const kept = new Map<string, Entry>();
  return (key, version, render) => {
    const known = kept.get(key);
    kept.delete(key); // what is asked for moves to the end; the first in the map was not asked for the longest
    const entry = known !== undefined && known.version >= version ? known : { version, page: keep(render) };
    kept.set(key, entry);
    entry.page.catch(() => {
      if (kept.get(key) === entry) kept.delete(key);
    });
    for (const oldest of kept.keys()) {
      if (kept.size <= mostPages) break;
      kept.delete(oldest);
    }
    return entry.page;
  };
}

async function keep(render: () => Promise<FreshPage>): Promise<KeptPage> {
  const { status, html } = await render();
  const body = Buffer.from(html.toString());
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { status, body, gzipped: await compress(body, { level: 6 }), etag };
}
