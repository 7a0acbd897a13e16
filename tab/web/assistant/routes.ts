import type { FastifyInstance } from 'fastify';
import { openEventStream } from '#kit/http/events.ts';
import { ballotQueue } from '../../round/ballot-queue.ts';
import * as rounds from '../../store/rounds.ts';
import { staffTopic } from '../../tournaments/public-keys.ts';
import { eventOf } from '../admin/event.ts';
import { visitOf } from '../admin/visit.ts';
import type { Desk } from '../admin/visit.ts';
import { registerCheck } from './check.ts';
import { addressOf, findItem, openTournament } from './desk.ts';
import type { Named } from './desk.ts';
import { registerEnter } from './enter.ts';
import { patterns } from './paths.ts';
import { queuePage } from './views/queue.ts';

interface Asked extends Named {
  readonly Querystring: { readonly find?: unknown };
}

/** The assistants' pages. */
export function registerAssistant(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<Asked>(patterns.queue, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await openTournament(tab, request.params.slug, visit);
    const [queue, all] = await Promise.all([ballotQueue(tab, tournament, visit.actor), rounds.ofTournament(tab.db, tournament.id)]);
    const typed = typeof request.query.find === 'string' ? request.query.find : '';
    const found = typed === '' ? null : findItem(queue, typed);
    if (found !== null) return reply.redirect(addressOf(tournament.slug, found), 303);
    return visit.show(queuePage({ visitor: visit.visitor, event: eventOf(tournament, all), queue, typed }));
  });

  server.get<Named>(patterns.live, async (request, reply) => {
    const stream = openEventStream(request, reply);
    const refresh = (): void => stream.send('refresh', {});
    for (const end of [tab.live.subscribe(staffTopic(request.params.slug), refresh), tab.live.onGap(refresh)]) stream.onClose(end);
    return reply;
  });

  registerEnter(server, desk);
  registerCheck(server, desk);
}
