import type { FastifyInstance, FastifyReply } from 'fastify';
import type { DrainWish } from '../../control/addon-verbs.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { drainsPage } from './views/drains.ts';

interface OfDrain {
  readonly Params: { readonly app: string; readonly drain: string };
}

/** Where an app's log is sent besides. */
export function registerDrains(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.drains, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showDrains(visit, request.params.app, { fault: null, typed: '' });
  });

  server.post<AppRoute>(patterns.drains, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const wish = wishOf(request.body);
    const fault = await refusalOf(visit.operations.addLogDrain(app, wish));
    return fault ? showDrains(visit, app, { fault, typed: wish.url }) : visit.goTo(paths.drains(app));
  });

  server.post<OfDrain>(patterns.removeDrain, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, drain } = request.params;
    const fault = await refusalOf(visit.operations.removeLogDrain(app, Number(drain)));
    return fault ? showDrains(visit, app, { fault, typed: '' }) : visit.goTo(paths.drains(app));
  });
}

interface Outcome {
  readonly fault: Refusal | null;
  readonly typed: string;
}

async function showDrains({ operations, visitor, show }: Visit, app: string, { fault, typed }: Outcome): Promise<FastifyReply> {
  return show(drainsPage({ app, drains: await operations.logDrains(app), visitor, fault, typed }), fault);
}

function wishOf(body: unknown): DrainWish {
  const source = formText(body, 'source');
  return {
    url: formText(body, 'url'),
    source: source === 'app' || source === 'rostra' ? source : null,
    processType: null,
    herokuNames: formText(body, 'herokuNames') !== '',
    allowsPrivate: false,
  };
}
