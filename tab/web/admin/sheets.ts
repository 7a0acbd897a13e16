import type { FastifyInstance } from 'fastify';
import { formsOfRound } from '../../round/ballot-form.ts';
import { findRound } from '../../round/find.ts';
import { eventOf } from './event.ts';
import { patterns } from './routes.ts';
import { sheetsPage } from './views/sheets.ts';
import { formText, visitOf, type Desk } from './visit.ts';

interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string };
  readonly Querystring: { readonly motion?: string };
}

/** Ballots on paper: a sheet for each that has to be filled in, to print. */
export function registerSheets(server: FastifyInstance, desk: Desk): void {
  server.get<OfRound>(patterns.sheets, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const place = await findRound(desk.tab, request.params.slug, request.params.seq);
    const forms = await formsOfRound(desk.tab, place);
    const motion = formText(request.query, 'motion');
    return visit.show(
      sheetsPage({
        visitor: visit.visitor,
        event: eventOf(place.tournament, place.rounds, place.round),
        forms,
        round: place.round,
        motion,
      }),
    );
  });
}
