import type { FastifyInstance, FastifyReply } from 'fastify';
import { writeCsv } from '#kit/files/csv.ts';
import type { MetricPanels } from '../../rules/metric-panels.ts';
import { metricTimeOf, panelQueryOf, usualRange } from './metric-range.ts';
import type { MetricQuery, MetricTime } from './metric-range.ts';
import { readMetrics } from './metric-facts.ts';
import { registerMetricStreams } from './metric-streams.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { metricsPage } from './views/metrics.ts';

type MetricRoute = AppRoute & { Querystring: MetricQuery };

/** The page of figures, what of it is new, and each of its charts as a table to keep. */
export function registerMetrics(server: FastifyInstance, desk: Desk): void {
  registerMetricStreams(server, desk);

  server.get<MetricRoute>(patterns.metrics, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { name, createdAt } = await visit.operations.app(request.params.app);
    return showMetrics(visit, { app: name, time: metricTimeOf(request.query, visit.nowMs, usualRange(createdAt, visit.nowMs)) });
  });

  server.post<AppRoute>(patterns.metricsScale, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const web = { quantity: Number(formText(request.body, 'quantity')), was: Number(formText(request.body, 'was')) };
    const fault = await refusalOf(visit.operations.scale(app, { web }));
    return fault ? showMetrics(visit, { app, time: metricTimeOf({}, visit.nowMs) }, fault) : visit.goTo(paths.metrics(app));
  });

  server.get<MetricRoute>(patterns.metricsCsv, async (request, reply) => {
    const { operations, nowMs } = await visitOf(request, reply, desk);
    const time = metricTimeOf(request.query, nowMs);
    const metrics = await operations.panels(request.params.app, panelQueryOf(time));
    const name = `${request.params.app}-${typeof request.query.panel === 'string' ? request.query.panel : 'metrics'}.csv`;
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`)
      .send(asCsv(metrics, request.query.panel));
  });
}

async function showMetrics(
  visit: Visit,
  { app, time }: { app: string; time: MetricTime },
  fault: Refusal | null = null,
): Promise<FastifyReply> {
  const { operations, nowMs } = visit;
  const read = await readMetrics(operations, { app, nowMs }, operations.panels(app, panelQueryOf(time)));
  return visit.show(metricsPage({ ...read, time, visitor: visit.visitor, fault }), fault);
}

/** One line for each step: its time, then the lines of one panel, or of all. */
function asCsv(metrics: MetricPanels, wanted: unknown): string {
  const lines = metrics.panels
    .filter(({ key }) => typeof wanted !== 'string' || key === wanted)
    .flatMap((panel) => panel.lines.map((line) => ({ ...line, key: `${panel.key}.${line.key}` })));
  const rows = metrics.seconds.map((second, at) => [new Date(second * 1000).toISOString(), ...lines.map(({ values }) => values[at])]);
  return writeCsv(['time', ...lines.map(({ key }) => key)], rows);
}
