import type { FastifyRequest } from 'fastify';
import type { SetFileText } from '../../import/csv.ts';
import { WrongInput } from '../../errors.ts';

/** A form with files: its texts by name, and the files that were chosen. */
export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly SetFileText[];
}

const mostBytesAFile = 5_000_000;

/** A preValidation hook: reads a multipart form whole, so that its forgery token is checked like any form's. */
export async function takeUpload(request: FastifyRequest): Promise<void> {
  const fields: Record<string, string> = {};
  const files: SetFileText[] = [];
  for await (const part of request.parts({ limits: { fileSize: mostBytesAFile } })) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value).trim();
    else if (part.filename === '') part.file.resume();
    else files.push({ name: part.filename, text: textOf(await part.toBuffer(), part.filename) });
  }
  uploads.set(request, { fields, files });
  request.body = fields;
}

const uploads = new WeakMap<FastifyRequest, Upload>();

/** What `takeUpload` read. */
export function uploadOf(request: FastifyRequest): Upload {
  return uploads.get(request) ?? { fields: {}, files: [] };
}

function textOf(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new WrongInput(`${name} is not UTF-8 text.`, 'Nothing was imported. Export it again as CSV (UTF-8) from your spreadsheet.');
  }
}
