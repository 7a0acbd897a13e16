import { unzipSync } from 'fflate';
import type { FastifyRequest } from 'fastify';
import type { SetFileText } from '../../import/csv.ts';
import { WrongInput } from '../../errors.ts';

/** A form with files: its texts by name, and the files that were chosen. */
export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly SetFileText[];
}

const mostBytesAFile = 5_000_000;
const mostBytesUnpacked = 50_000_000;

/** A preValidation hook: reads a multipart form whole, so that its forgery token is checked like any form's. A zip counts as the files in it. */
export async function takeUpload(request: FastifyRequest): Promise<void> {
  const fields: Record<string, string> = {};
  const files: SetFileText[] = [];
  for await (const part of request.parts({ limits: { fileSize: mostBytesAFile } })) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value).trim();
    else if (part.filename === '') part.file.resume();
    else files.push(...filesIn(await part.toBuffer(), part.filename));
  }
  uploads.set(request, { fields, files });
  request.body = fields;
}

const uploads = new WeakMap<FastifyRequest, Upload>();

/** What `takeUpload` read. */
export function uploadOf(request: FastifyRequest): Upload {
  return uploads.get(request) ?? { fields: {}, files: [] };
}

function filesIn(bytes: Buffer, name: string): SetFileText[] {
  if (!/\.zip$/i.test(name)) return [{ name, text: textOf(bytes, name) }];
  return Object.entries(unpacked(bytes, name)).map(([path, content]) => ({ name: path, text: textOf(content, path) }));
}

/** What a zip says of its sizes is checked before anything is unpacked; folders and what a system adds are left out. */
function unpacked(bytes: Buffer, name: string): Record<string, Uint8Array> {
  let total = 0;
  const isWanted = (path: string): boolean => !path.endsWith('/') && !/(^|\/)(__MACOSX\/|\.)/.test(path);
  try {
    const files = unzipSync(bytes, {
      filter: ({ name: path, originalSize }) => {
        total += originalSize;
        return isWanted(path) && total <= mostBytesUnpacked;
      },
    });
    if (total <= mostBytesUnpacked) return files;
  } catch {
    throw new WrongInput(`${name} is no zip that can be opened.`, 'Nothing was imported. Choose the files themselves instead.');
  }
  throw new WrongInput(
    `${name} unpacks to more than ${mostBytesUnpacked / 1_000_000} MB.`,
    'Nothing was imported. Choose the files themselves instead.',
  );
}

function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new WrongInput(`${name} is not UTF-8 text.`, 'Nothing was imported. Export it again as CSV (UTF-8) from your spreadsheet.');
  }
}
