import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** A file on its way to who asked for it. */
export interface CsvFile {
  /** Without extension. */
  readonly name: string;
  readonly lines: AsyncGenerator<string>;
  /** With a byte order mark in front, which tells Excel that the text is UTF-8. */
  readonly forExcel?: boolean;
}

/** Sends a table line by line: what is read from the database is not all in memory. What fails before the first line is an error page. */
export async function sendCsv(reply: FastifyReply, { name, lines, forExcel = false }: CsvFile): Promise<FastifyReply> {
  const header = await lines.next();
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .header('cache-control', 'no-store');
  return reply.send(Readable.from(withStart(`${forExcel ? '\u{feff}' : ''}${header.value ?? ''}`, lines)));
}

async function* withStart(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

/** `2026-11-26`, in UTC. */
export function dayOf(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 10);
}
