import type { FastifyInstance } from 'fastify';
import type { Lab } from '../../lab.ts';
import { eachSecond } from '../admin/each-second.ts';
import { MonitorFeed } from '../admin/monitor-feed.ts';
import { sessionNamed } from '../find-session.ts';

/** `GET /sessions/{code}/events`: who is where, as server-sent events; one at once, then whenever somebody moves. */
export function registerEvents(api: FastifyInstance, lab: Lab): void {
  const feed = new MonitorFeed(lab);
  api.get<{ Params: { code: string } }>('/sessions/:code/events', async (request, reply) => {
    const session = await sessionNamed(lab, request.params.code);
    await feed.facts(session); // what is wrong is said before the stream begins
    let told = '';
    await eachSecond({ request, reply }, async (stream) => {
      const { seats, isPaused } = await feed.facts(session);
      const people = seats.map(({ number, code, label, state, words, page, round, pageIndex, group, status, payoff }) => ({
        id_in_session: number,
        code,
        label,
        state,
        words,
        page_name: page,
        round_number: round,
        page_index: pageIndex,
        group,
        status,
        payoff,
      }));
      const now = { is_paused: isPaused, participants: people };
      const text = JSON.stringify(now);
      if (text !== told) stream.send('monitor', now);
      told = text;
    });
  });
}
