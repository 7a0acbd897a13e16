import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { comparable, type FilesOfSlug } from '../rules/route-rules.ts';
import { contentType, sitePath } from '../rules/static-site.ts';
import { answerWith } from './answer-with.ts';
import type { Exchange } from './exchange.ts';
import { RequestFault } from './request-fault.ts';
import { sendFile, type SentFile } from './send-file.ts';

interface FilesRule {
  /** What of the request's path is the rule's own. */
  readonly path: string;
  readonly dir: FilesOfSlug;
  readonly slugFolder: string | null;
}

/** Sends a file of the app's slug: no dot files, nothing that a link leads to outside the folder, ranges, and its `.br` or `.gz` sibling. */
export async function serveFile(exchange: Exchange, rule: FilesRule): Promise<void> {
  const { method } = exchange.head;
  if (method !== 'GET' && method !== 'HEAD')
    return void answerWith(exchange, { status: 405, body: 'Files can only be read.\n', headers: { Allow: 'GET, HEAD' } });
  const root = await folderOf(rule);
  const asked = sitePath(comparable(exchange.head.path).slice(rule.path.length).split('/').map(encodeURIComponent).join('/'));
  const name = asked === null || asked.isFolder ? null : await inside(root, join(root, ...asked.names));
  const file = name === null ? null : await bestOf(name, [exchange.request.headers['accept-encoding']].flat().join());
  if (name === null || file === null) return void answerWith(exchange, { status: 404, body: 'There is no such file.\n' });
  await sendFile(exchange, file, { type: contentType(name), maxAgeSeconds: rule.dir.maxAgeSeconds });
}

/** A folder that is not there, or lies outside the slug, is a mistake of the app (H23). */
async function folderOf({ dir, slugFolder }: FilesRule): Promise<string> {
  const slug = slugFolder === null ? null : await realpath(slugFolder).catch(() => null);
  const folder = slug === null ? null : await inside(slug, join(slug, dir.path));
  if (folder === null) throw new RequestFault('H23', `there is no folder ${dir.path}`);
  return folder;
}

/** Where the path really leads, when that is in the folder. */
async function inside(folder: string, path: string): Promise<string | null> {
  const real = await realpath(path).catch(() => null);
  return real !== null && `${real}${sep}`.startsWith(`${folder}${sep}`) ? real : null;
}

async function bestOf(path: string, accepts: string): Promise<SentFile | null> {
  const file = await fileAt(path, 'identity');
  const packed = [
    accepts.includes('br') ? await fileAt(`${path}.br`, 'br') : null,
    accepts.includes('gzip') ? await fileAt(`${path}.gz`, 'gzip') : null,
  ];
  return file === null ? null : (packed.find((each) => each !== null) ?? file);
}

async function fileAt(path: string, coding: SentFile['coding']): Promise<SentFile | null> {
  const facts = await stat(path).catch(() => null);
  return facts?.isFile() === true ? { path, coding, sizeBytes: facts.size, changedAtMs: facts.mtimeMs } : null;
}
