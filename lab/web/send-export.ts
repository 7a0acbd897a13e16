import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { formatFacts, type ExportFormat } from '../exports/formats.ts';
import { atOneMoment, type MakeTable } from '../exports/table.ts';
import type { Lab } from '../lab.ts';

/** A file on its way to who asked for it. */
export interface SentFile {
  readonly lab: Lab;
  readonly table: MakeTable;
  readonly format: ExportFormat;
  /** oTree's file names: `_` for people and players of all sessions on the data page; `-` for one session, over REST and for every other table. */
  readonly beforeDate: '_' | '-';
}

/** Sends a table line by line: what is read from the database is not all in memory. What fails before the first line is an error page. */
export async function sendTable(reply: FastifyReply, { lab, table, format, beforeDate }: SentFile): Promise<FastifyReply> {
  const { ending, contentType, write } = formatFacts[format];
  let name = 'export';
  const pieces = atOneMoment(lab, async function* (source) {
    const made = await table(source);
    name = made.name;
    yield* write(made);
  });
  const first = await pieces.next();
  return sendFile(reply, {
    name: `${name}${beforeDate}${dayOf(lab.clock.nowMs())}.${ending}`,
    contentType,
    pieces: startingWith(first, pieces),
  });
}

interface FilePieces {
  readonly name: string;
  readonly contentType: string;
  readonly pieces: AsyncIterable<string | Uint8Array>;
}

/** Sends a file piece by piece, to be kept under its name. */
export function sendFile(reply: FastifyReply, { name, contentType, pieces }: FilePieces): FastifyReply {
  reply.type(contentType).header('content-disposition', `attachment; filename="${name}"`).header('cache-control', 'no-store');
  return reply.send(Readable.from(pieces, { objectMode: false }));
}

/** What was taken from the front is put back. Ending it ends the rest, also before anybody has read: the rest holds a connection. */
function startingWith<Piece>(first: IteratorResult<Piece>, rest: AsyncGenerator<Piece>): AsyncIterable<Piece> {
  let isTaken = false;
  const next = (): Promise<IteratorResult<Piece>> => {
    if (isTaken) return rest.next();
    isTaken = true;
    return Promise.resolve(first);
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: () => rest.return(undefined) }) };
}

/** `2026-11-26`, in UTC. */
export function dayOf(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 10);
}
