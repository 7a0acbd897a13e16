import type { FastifyInstance } from 'fastify';
import { readOverviewFacts } from './facts.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { showSignIn } from './sign-in.ts';
import { formText, refusalOf, visitOf, type Desk } from './visit.ts';
import { overviewPage } from './views/overview.ts';

/** The address that people are given: all apps at a glance, or, for a stranger, the sign-in page right here. */
export function registerFront(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.overview, async (request, reply) => {
    if (!(await desk.logins.actor(request))) return showSignIn(reply, { next: paths.overview(), name: '', fault: null });
    const visit = await visitOf(request, reply, desk);
    const facts = await readOverviewFacts(visit.operations, visit.nowMs);
    return visit.show(overviewPage({ facts, visitor: visit.visitor }));
  });
}

/** A new app. */
export function registerNewApp(server: FastifyInstance, desk: Desk): void {
  server.post(patterns.newApp, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const name = formText(request.body, 'name');
    const refusal = await refusalOf(visit.operations.createApp(name));
    if (!refusal) return visit.goTo(paths.app(name));
    const facts = await readOverviewFacts(visit.operations, visit.nowMs);
    const fault = [refusal.message, refusal.hint].filter((part) => part !== undefined).join(' ');
    return visit.show(overviewPage({ facts, visitor: visit.visitor, newApp: { name, fault } }), refusal);
  });
}
