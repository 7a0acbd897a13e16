import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Coding } from '../../rules/cache-key.ts';
import type { KeptPage } from './kept-page.ts';
import type { Shelf } from './shelf.ts';
import { Version } from './version.ts';

const least = 1024;
const gzipLevel = 6;
const brotliQuality = 4;
const text = /^(?:text\/|application\/(?:json|javascript|xml|[\w.+-]+\+(?:json|xml))|image\/svg\+xml)/i;

const packers: Readonly<Record<Exclude<Coding, 'identity'>, (body: Buffer) => Promise<Buffer>>> = {
  gzip: async (body) => promisify(gzip)(body, { level: gzipLevel }),
  br: async (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
};

/** Packs a text that the app left plain, once, for everybody who takes it (CCH-06). Until then it is sent plain. */
export async function pack(page: KeptPage, shelf: Shelf): Promise<void> {
  if (!isWorthIt(page)) return;
  const { own } = page;
  const { body } = own;
  for (const coding of ['br', 'gzip'] as const) {
    const packed = await packers[coding](body);
    const version = packedVersion(page, packed, coding);
    if (packed.length < body.length) shelf.grow(page, () => page.packed.set(coding, version));
  }
}

function isWorthIt({ own, status, coding }: KeptPage): boolean {
  if (status !== 200 || coding !== '' || own.bytes < least) return false;
  const type = valueOf(own.headers, 'content-type');
  return text.test(type) && !/\bno-transform\b/.test(valueOf(own.headers, 'cache-control'));
}

/** Its bytes are others than the app's: a validator of their own, weak, and caches further on must tell them apart. */
function packedVersion({ own, etag, status }: KeptPage, body: Buffer, coding: Coding): Version {
  const weak = etag === '' || etag.startsWith('W/') ? etag : `W/${etag}`;
  const vary = valueOf(own.headers, 'vary');
  const headers = own.headers.filter((_, at) => (own.headers[at - (at % 2)] ?? '').toLowerCase() !== 'vary');
  const told = /\baccept-encoding\b/i.test(vary) ? vary : vary === '' ? 'Accept-Encoding' : `${vary}, Accept-Encoding`;
  return new Version({ headers: [...headers, 'Vary', told], body, coding, etag: weak, status });
}

function valueOf(headers: readonly string[], name: string): string {
  for (let at = 0; at < headers.length; at += 2) if (headers[at]?.toLowerCase() === name) return headers[at + 1] ?? '';
  return '';
}
