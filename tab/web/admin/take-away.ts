import type { FastifyInstance } from 'fastify';
import { NothingThere } from '../../errors.ts';
import { exportTournament } from '../../export/archive.ts';
import { tableNames, takenFile } from '../../export/tables.ts';
import { findTournament } from '../../round/find.ts';
import * as rounds from '../../store/rounds.ts';
import { eventOf } from './event.ts';
import { patterns } from './routes.ts';
import { visitOf } from './visit.ts';
import type { Desk } from './visit.ts';
import { takeAwayPage } from './views/take-away.ts';

interface Named {
  readonly Params: { readonly slug: string };
}
interface OfFile {
  readonly Params: { readonly slug: string; readonly file: string };
}

/** Every table of a tournament to take away, one by one or all in one file. */
export function registerTakeAway(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<Named>(patterns.takeAway, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await findTournament(tab, request.params.slug);
    const all = await rounds.ofTournament(tab.db, tournament.id);
    return visit.show(takeAwayPage({ visitor: visit.visitor, event: eventOf(tournament, all), tables: tableNames }));
  });

  server.get<OfFile>(patterns.takeAwayFile, async (request, reply) => {
    const { slug, file } = request.params;
    const tournament = await findTournament(tab, slug);
    const zip = file === 'everything.zip' ? await exportTournament(tab, tournament) : null;
    const taken = zip ? { name: zip.name, type: 'application/zip', bytes: Buffer.from(zip.bytes) } : await takenFile(tab, tournament, file);
    if (taken === null) throw new NothingThere(`file "${file}" of a tournament`);
    return reply
      .type(taken.type)
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${taken.name}"`)
      .send(taken.bytes);
  });
}
