import type { FastifyInstance } from 'fastify';
import { patterns } from './routes.ts';
import { visitOf, type AppRoute, type Desk } from './visit.ts';
import { logFilterOf, logsPage } from './views/logs.ts';

interface Filter {
  readonly source?: unknown;
  readonly dyno?: unknown;
}

const shownLines = 300;

/** The log, newest last, of everything or of one source. */
export function registerLogs(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute & { Querystring: Filter }>(patterns.logs, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const filter = logFilterOf(request.query);
    const [lines, dynos] = await Promise.all([operations.logs(app, { lines: shownLines, ...filter }), operations.dynos(app)]);
    return show(logsPage({ app, lines, dynos: dynos.map(({ name }) => name), filter, visitor, nowMs }));
  });
}
