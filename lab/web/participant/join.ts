import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import type { Lab } from '../../lab.ts';
import { join, joinedSession, seatOf } from '../../sessions/join.ts';
import { byLink, labelIn, redirect, seatCookie } from './exchange.ts';
import { paths, patterns } from './routes.ts';
import { joinView } from './views/join.ts';

interface ByJoinCode {
  readonly Params: { readonly joinCode: string };
  readonly Querystring: { readonly participant_label?: unknown };
  readonly Body: unknown;
}

/** The session-wide link: looking takes no seat, pressing Start does. Who was there before goes on at once. */
export function registerJoin(server: FastifyInstance, lab: Lab): void {
  server.get<ByJoinCode>(patterns.join, async (request, reply) => {
    const { joinCode } = request.params;
    const label = labelIn(request.query.participant_label);
    const session = await joinedSession(joinCode, lab);
    const before = seatCookie({ path: '/join', name: joinCode }).read(request);
    const own = label === null ? await seatOf(session, before, lab) : null;
    if (own !== null) return redirect(reply, paths.start(own));
    const title = (await lab.sessions.get(session.id))?.facts.config['displayName'];
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    return sendHtml(reply, joinView({ title: String(title), language: lab.project.language, label }));
  });
  server.post<ByJoinCode>(patterns.join, byLink, async (request, reply) => {
    const { joinCode } = request.params;
    const cookie = seatCookie({ path: '/join', name: joinCode });
    const label = labelIn(labelOf(request.body)) ?? labelIn(request.query.participant_label);
    const code = await join({ joinCode, label, before: cookie.read(request) }, lab);
    cookie.keep(reply, code);
    return redirect(reply, paths.start(code));
  });
}

function labelOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'participant_label' in body ? body.participant_label : null;
}
