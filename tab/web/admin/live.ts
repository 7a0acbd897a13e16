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
  const open = new Set<() => void>();
  server.addHook('preClose', async () => {
    for (const close of open) close();
  });

  server.get<OfRound>(patterns.roundLive, async (request, reply) => {
    const { tournament } = await findRound(tab, request.params.slug, request.params.seq);
    const stream = openEventStream(request, reply);
    const refresh = (): void => stream.send('refresh', {});
    const ends = [tab.live.subscribe(staffTopic(tournament.slug), refresh), tab.live.onGap(refresh)];
    const close = (): void => stream.close();
    open.add(close);
    stream.onClose(() => {
      open.delete(close);
      for (const end of ends) end();
    });
    return reply;
  });
}
