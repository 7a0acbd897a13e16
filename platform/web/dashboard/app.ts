import type { FastifyInstance, FastifyReply } from 'fastify';
import { readAppFacts } from './facts.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { shownTrafficSeconds } from './traffic.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { appPage, shownLogLines } from './views/app.ts';

interface Undo {
  readonly scaled?: unknown;
  readonly before?: unknown;
}

/** An app at work: how it is, how many dynos run, what it was asked and what it wrote; scale, restart, maintenance. */
export function registerApp(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute & { Querystring: Undo }>(patterns.app, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showApp(visit, request.params.app, { undo: undoOf(request.query), fault: null });
  });

  server.post<AppRoute>(patterns.scale, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const type = formText(request.body, 'type');
    const before = (await visit.operations.formation(app)).find((process) => process.type === type)?.quantity ?? 0;
    const typed = formText(request.body, 'quantity');
    const quantity = typed === '' ? NaN : Number(typed) + Number(formText(request.body, 'step')); // NaN is refused as any wrong number
    const was = formText(request.body, 'was');
    const wish = /^\d{1,4}$/.test(was) ? { quantity, was: Number(was) } : { quantity };
    const fault = await refusalOf(visit.operations.scale(app, { [type]: wish }));
    if (fault) return showApp(visit, app, { undo: null, fault });
    return visit.goTo(before === quantity ? paths.app(app) : paths.appScaled(app, { type, quantity: before }));
  });

  server.post<AppRoute>(patterns.size, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const wish = { [formText(request.body, 'type')]: { size: formText(request.body, 'size') } };
    const fault = await refusalOf(visit.operations.scale(app, wish));
    return fault ? showApp(visit, app, { undo: null, fault }) : visit.goTo(paths.app(app));
  });

  server.post<AppRoute>(patterns.restart, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const which = formText(request.body, 'which');
    const fault = await refusalOf(which === '' ? visit.operations.restart(app) : visit.operations.restart(app, which));
    return fault ? showApp(visit, app, { undo: null, fault }) : visit.goTo(paths.app(app));
  });

  server.post<AppRoute>(patterns.maintenance, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const fault = await refusalOf(visit.operations.setMaintenance(app, formText(request.body, 'on') === '1'));
    return fault ? showApp(visit, app, { undo: null, fault }) : visit.goTo(paths.app(app));
  });
}

interface Outcome {
  readonly undo: { readonly type: string; readonly quantity: number } | null;
  readonly fault: Refusal | null;
}

async function showApp(visit: Visit, app: string, { undo, fault }: Outcome): Promise<FastifyReply> {
  const [facts, metrics, logs] = await Promise.all([
    readAppFacts(visit.operations, app, visit.nowMs),
    visit.operations.metrics(app, { seconds: shownTrafficSeconds }),
    visit.operations.logs(app, { lines: shownLogLines }),
  ]);
  return visit.show(appPage({ facts, metrics, logs, visitor: visit.visitor, undo, fault }), fault);
}

function undoOf({ scaled, before }: Undo): Outcome['undo'] {
  if (typeof scaled !== 'string' || typeof before !== 'string' || !/^\d{1,4}$/.test(before)) return null;
  return { type: scaled, quantity: Number(before) };
}
