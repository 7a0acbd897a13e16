import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import type { Lab } from '../../lab.ts';
import { joinedSession, seatIn, seatOf } from '../../sessions/join.ts';
import type { JoinedSession } from '../../store/seats.ts';
import { atDoor, visitorsLanguage } from './door.ts';
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
  server.get<ByJoinCode>(patterns.join, async (request, reply) =>
    atDoor({ request, reply, lab }, async () => look({ request, reply, lab, session: await joinedSession(request.params.joinCode, lab) })),
  );
  server.post<ByJoinCode>(patterns.join, byLink, async (request, reply) =>
    atDoor({ request, reply, lab }, async () => enter({ request, reply, lab, session: await joinedSession(request.params.joinCode, lab) })),
  );
}

interface Visit {
  readonly request: FastifyRequest<ByJoinCode>;
  readonly reply: FastifyReply;
  readonly lab: Lab;
  readonly session: JoinedSession;
}

async function look({ request, reply, lab, session }: Visit): Promise<FastifyReply> {
  const label = labelIn(request.query.participant_label);
  const before = seatCookie({ path: '/join', name: request.params.joinCode }).read(request);
  const own = label === null ? await seatOf(session, before, lab) : null;
  if (own !== null) return redirect(reply, paths.start(own));
  const title = (await lab.sessions.get(session.id))?.facts.config['displayName'];
  reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  return sendHtml(reply, joinView({ title: String(title), language: await visitorsLanguage(session.id, { request, lab }), label }));
}

async function enter({ request, reply, lab, session }: Visit): Promise<FastifyReply> {
  const cookie = seatCookie({ path: '/join', name: request.params.joinCode });
  const label = labelIn(labelOf(request.body)) ?? labelIn(request.query.participant_label);
  const code = await seatIn(session, { label, before: cookie.read(request) }, lab);
  cookie.keep(reply, code);
  return redirect(reply, paths.start(code));
}

function labelOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'participant_label' in body ? body.participant_label : null;
}
