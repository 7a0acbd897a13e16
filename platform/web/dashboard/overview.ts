import type { FastifyInstance } from 'fastify';
import { readDay } from './day.ts';
import { readOverviewFacts, type OverviewFacts } from './facts.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { showSignIn } from './sign-in.ts';
import { formText, refusalOf, visitOf, type Desk, type Visit } from './visit.ts';
import { overviewPage, type Overview } from './views/overview.ts';

/** The address that people are given: all apps at a glance, or, for a stranger, the sign-in page right here. */
export function registerFront(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.overview, async (request, reply) => {
    if (!(await desk.logins.actor(request))) return showSignIn(reply, { next: paths.overview(), name: '', fault: null });
    const visit = await visitOf(request, reply, desk);
    const facts = await readOverviewFacts(visit.operations, visit.nowMs);
    return visit.show(overviewPage({ facts, visitor: visit.visitor, ...(await calendarOf(visit, facts)) }));
  });
}

async function calendarOf({ operations, nowMs }: Visit, { apps }: OverviewFacts): Promise<Pick<Overview, 'upcoming' | 'day'>> {
  const names = apps.map(({ app }) => app.name);
  const [upcoming, day] = await Promise.all([operations.upcomingEvents(), readDay(operations, names, nowMs)]);
  return { upcoming, day };
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
    const calendar = await calendarOf(visit, facts);
    return visit.show(overviewPage({ facts, visitor: visit.visitor, ...calendar, newApp: { name, fault } }), refusal);
  });
}
