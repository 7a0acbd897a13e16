import { invariant } from '#kit/errors/invariant.ts';
import type { FastifyInstance } from 'fastify';
import { exportTournament } from '../../export/archive.ts';
import { takenFile } from '../../export/tables.ts';
import { findTournament } from '../../round/find.ts';
import type { Tab } from '../../tab.ts';

/** The whole tournament to take away. */
export function registerExport(server: FastifyInstance, tab: Tab): void {
  server.get<{ Params: { readonly slug: string } }>('/tournaments/:slug/export.zip', async (request, reply) => {
    const { name, bytes } = await exportTournament(tab, await findTournament(tab, request.params.slug));
    return reply.type('application/zip').header('content-disposition', `attachment; filename="${name}"`).send(Buffer.from(bytes));
  });

  for (const ending of ['xlsx', 'json', 'xml'] as const)
    server.get<{ Params: { readonly slug: string } }>(`/tournaments/:slug/export.${ending}`, async (request, reply) => {
      const taken = await takenFile(tab, await findTournament(tab, request.params.slug), `tournament.${ending}`);
      invariant(taken !== null, 'the file is one of those that there are');
      return reply.type(taken.type).header('content-disposition', `attachment; filename="${taken.name}"`).send(taken.bytes);
    });
}
