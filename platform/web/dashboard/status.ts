import type { FastifyInstance, FastifyReply } from 'fastify';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { statusPage } from './views/status.ts';

/** The page that says to everybody how an app stands. */
export function registerStatus(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.status, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showStatus(visit, request.params.app, { fault: null, typed: '' });
  });

  server.post<AppRoute>(patterns.statusNote, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const [text, next] = [formText(request.body, 'text'), formText(request.body, 'next')];
    const fault = await refusalOf(visit.operations.addStatusNote(app, { text, nextMinutes: next === '' ? null : Number(next) }));
    return fault ? showStatus(visit, app, { fault, typed: text }) : visit.goTo(paths.status(app));
  });

  server.post<AppRoute>(patterns.status, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    await visit.operations.setStatusPage(app, formText(request.body, 'on') === 'yes');
    return visit.goTo(paths.status(app));
  });
}

interface Outcome {
  readonly fault: Refusal | null;
  readonly typed: string;
}

async function showStatus({ operations, visitor, show }: Visit, app: string, outcome: Outcome): Promise<FastifyReply> {
  return show(statusPage({ app, state: await operations.statusPage(app), visitor, ...outcome }), outcome.fault);
}
