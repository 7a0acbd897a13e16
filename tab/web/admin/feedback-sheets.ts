import type { FastifyInstance } from 'fastify';
import { sheetsOfRound } from '../../feedback/sheets.ts';
import { findRound } from '../../round/find.ts';
import { eventOf } from './event.ts';
import { patterns } from './routes.ts';
import { feedbackSheetsPage } from './views/feedback-sheets.ts';
import { visitOf, type Desk } from './visit.ts';

interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string };
}

/** Feedback on paper: a sheet for each piece that is expected of a round, to print. */
export function registerFeedbackSheets(server: FastifyInstance, desk: Desk): void {
  server.get<OfRound>(patterns.feedbackSheets, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { tournament, rounds, round } = await findRound(desk.tab, request.params.slug, request.params.seq);
    const sheets = await sheetsOfRound(desk.tab, { tournament, round });
    return visit.show(feedbackSheetsPage({ visitor: visit.visitor, event: eventOf(tournament, rounds, round), tournament, round, sheets }));
  });
}
