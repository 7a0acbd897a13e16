import type { FastifyInstance } from 'fastify';
import { readAppFacts } from './facts.ts';
import { patterns } from './routes.ts';
import { visitOf, type AppRoute, type Desk } from './visit.ts';
import { metricRanges, metricsPage, rangeOf } from './views/metrics.ts';

/** Traffic and what the dynos bore, over a time that the person chooses. */
export function registerMetrics(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute & { Querystring: { readonly range?: unknown } }>(patterns.metrics, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const range = rangeOf(request.query.range);
    const [facts, metrics] = await Promise.all([
      readAppFacts(operations, app, nowMs),
      operations.metrics(app, { seconds: metricRanges[range].seconds }),
    ]);
    return show(metricsPage({ facts, metrics, range, visitor }));
  });
}
