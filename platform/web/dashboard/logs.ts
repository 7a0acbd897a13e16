import type { FastifyInstance } from 'fastify';
import { patterns } from './patterns.ts';
import { visitOf, type AppRoute, type Desk } from './visit.ts';
import { holds, logFilterOf, logsPage } from './views/logs.ts';

interface Filter {
  readonly source?: unknown;
  readonly dyno?: unknown;
  readonly search?: unknown;
}

const shownLines = 300;
/** How far back a search looks. */
const searchedLines = 10_000;

/** The log, newest last, of everything, of one source, or what holds a text. */
export function registerLogs(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute & { Querystring: Filter }>(patterns.logs, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const filter = logFilterOf(request.query);
    const { search, ...which } = filter;
    const read = search === undefined ? shownLines : searchedLines;
    const [lines, dynos] = await Promise.all([operations.logs(app, { lines: read, ...which }), operations.dynos(app)]);
    const found = lines.filter((line) => holds(line, search)).slice(-shownLines);
    return show(logsPage({ app, lines: found, dynos: dynos.map(({ name }) => name), filter, visitor, nowMs }));
  });
}
