import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { FileStream } from '../control/backup-verbs.ts';

/** A file to be kept, for a program and for a browser alike. */
export function sendFile(reply: FastifyReply, { name, bytes, stream }: FileStream): FastifyReply {
  if (bytes !== null) reply.header('content-length', bytes);
  return reply.type('application/octet-stream').header('content-disposition', `attachment; filename="${name}"`).send(Readable.from(stream));
}
