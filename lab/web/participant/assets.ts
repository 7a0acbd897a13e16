import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Lab } from '../../lab.ts';
import { NoSuchAsset } from '../../errors.ts';

const types: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.ogg': 'audio/ogg',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.vtt': 'text/vtt; charset=utf-8',
  '.wav': 'audio/wav',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

interface ByPath {
  readonly Params: { readonly version: string; readonly '*': string };
}

/** The author's own files. Only those that were there at the start are known, so no address leads out of the folder. */
export function registerAssets(server: FastifyInstance, { project: { assets } }: Lab): void {
  const { folder, version, paths } = assets;
  if (folder === null) return;
  const known = new Set(paths);
  server.get<ByPath>('/assets/:version/*', async (request, reply) => {
    const path = request.params['*'];
    if (!known.has(path)) throw new NoSuchAsset(path);
    const file = join(folder, path);
    const { size } = await stat(file);
    const range = rangeIn(request.headers.range, size);
    const isNewest = request.params.version === version;
    reply
      .type(types[extname(path).toLowerCase()] ?? 'application/octet-stream')
      .header('cache-control', isNewest ? 'public, max-age=31536000, immutable' : 'public, max-age=60')
      .header('accept-ranges', 'bytes')
      .header('content-length', range.last - range.first + 1);
    if (range.isPart) reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${size}`);
    return reply.send(createReadStream(file, { start: range.first, end: Math.max(range.first, range.last) }));
  });
}

/** Players of sound and video ask for parts: `bytes=100-` and `bytes=100-199`. What is asked in another way gets the whole. */
function rangeIn(header: string | undefined, size: number): { readonly first: number; readonly last: number; readonly isPart: boolean } {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  const first = Number(asked?.[1] ?? 0);
  const last = Math.min(asked?.[2] ? Number(asked[2]) : size - 1, size - 1);
  return asked && first <= last ? { first, last, isPart: true } : { first: 0, last: size - 1, isPart: false };
}
