import type { FastifyInstance } from 'fastify';
import { openEventStream } from '#kit/http/events.ts';
import { findRound } from '../../round/find.ts';
import { staffTopic } from '../../tournaments/public-keys.ts';
import { patterns } from './routes.ts';
import type { Desk } from './visit.ts';

interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string };
}

/** Tells an open page of the tab room to look again whenever something of its tournament changed, or may have. */
export function registerLive(server: FastifyInstance, { tab }: Desk): void {
  server.get<OfRound>(patterns.roundLive, async (request, reply) => {
    const { tournament } = await findRound(tab, request.params.slug, request.params.seq);
    const stream = openEventStream(request, reply);
    const refresh = (): void => stream.send('refresh', {});
    for (const end of [tab.live.subscribe(staffTopic(tournament.slug), refresh), tab.live.onGap(refresh)]) stream.onClose(end);
    return reply;
  });
}
