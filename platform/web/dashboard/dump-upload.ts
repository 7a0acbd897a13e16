import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';

const mostBytes = 1024 ** 4;
const dumps = new WeakMap<FastifyRequest, Readable>();

/** A preValidation hook: the fields before the file, so that the form's token is looked at; the file itself goes on as it comes in. */
export async function takeDump(request: FastifyRequest): Promise<void> {
  const fields: Record<string, string> = {};
  request.body = fields;
  if (!request.isMultipart()) return;
  for await (const part of request.parts({ limits: { fileSize: mostBytes, files: 1, fields: 20 } })) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value).trim();
    else if (part.filename === '') part.file.resume();
    else {
      dumps.set(request, part.file);
      break;
    }
  }
}

/** What was chosen; null: nothing. */
export const dumpOf = (request: FastifyRequest): Readable | null => dumps.get(request) ?? null;
