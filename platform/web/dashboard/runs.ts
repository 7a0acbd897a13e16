import type { FastifyInstance } from 'fastify';
import { bornAtMs } from '../../rules/dyno-id.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk } from './visit.ts';
import { runPage } from './views/run.ts';
import { runsPage } from './views/runs.ts';

interface OfRun {
  readonly Params: { readonly app: string; readonly run: string };
}

const shownLines = 2_000;

/** Commands beside the formation: one is started, its output read as it comes, and it is stopped. */
export function registerRuns(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.runs, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const { app } = request.params;
    return show(runsPage({ app, runs: await operations.runs(app), formation: await operations.formation(app), visitor, nowMs }));
  });

  server.post<AppRoute>(patterns.runs, async (request, reply) => {
    const { operations, visitor, nowMs, show, goTo } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const command = formText(request.body, 'command');
    let run = '';
    const fault = await refusalOf(operations.startRun(app, { command, env: {} }).then(({ id }) => (run = id)));
    if (!fault) return goTo(paths.run(app, run));
    const [runs, formation] = await Promise.all([operations.runs(app), operations.formation(app)]);
    return show(runsPage({ app, runs, formation, visitor, nowMs, fault, typed: command }), fault);
  });

  server.get<OfRun>(patterns.run, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const { app, run: id } = request.params;
    const dyno = await operations.run(app, id);
    const lines = await operations.logs(app, { lines: shownLines, source: 'app', dyno: dyno.name });
    const own = lines.filter(({ at }) => Date.parse(at) >= bornAtMs(dyno.id)); // an earlier one may have had the same name
    return show(runPage({ app, dyno, lines: own, visitor, nowMs }));
  });

  server.post<OfRun>(patterns.stopRun, async (request, reply) => {
    const { operations, goTo } = await visitOf(request, reply, desk);
    const { app, run: id } = request.params;
    await operations.stopRun(app, id);
    return goTo(paths.run(app, id));
  });
}
