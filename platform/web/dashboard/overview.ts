import type { FastifyInstance } from 'fastify';
import { readOverviewFacts } from './facts.ts';
import { paths, patterns } from './routes.ts';
import { formText, refusalOf, visitOf, type Desk } from './visit.ts';
import { overviewPage } from './views/overview.ts';

/** All apps at a glance, and a new one. */
export function registerOverview(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.overview, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const facts = await readOverviewFacts(visit.operations, visit.nowMs);
    return visit.show(overviewPage({ facts, visitor: visit.visitor }));
  });

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
