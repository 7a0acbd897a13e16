import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { writeCsv } from '#kit/files/csv.ts';
import type { MetricPanels } from '../../rules/metric-panels.ts';
import { readAppFacts } from './facts.ts';
import { openStream } from './live.ts';
import { metricTimeOf, panelQueryOf } from './metric-range.ts';
import type { MetricQuery } from './metric-range.ts';
import { patterns } from './routes.ts';
import { visitOf, type AppRoute, type Desk } from './visit.ts';
import { metricsPage } from './views/metrics.ts';

type MetricRoute = AppRoute & { Querystring: MetricQuery };

/** The page of figures, what of it is new, and each of its charts as a table to keep. */
export function registerMetrics(server: FastifyInstance, desk: Desk): void {
  const ending = new AbortController();
  server.addHook('preClose', async () => ending.abort());

  server.get<MetricRoute>(patterns.metrics, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const time = metricTimeOf(request.query, nowMs);
    const [facts, metrics] = await Promise.all([readAppFacts(operations, app, nowMs), operations.panels(app, panelQueryOf(time))]);
    return show(metricsPage({ facts, metrics, time, visitor }));
  });

  server.get<MetricRoute>(patterns.metricsLive, async (request, reply) => {
    const { operations, nowMs } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const query = panelQueryOf(metricTimeOf(request.query, nowMs));
    const { stepSeconds, to } = await operations.panels(app, query);
    const { stream, signal } = openStream(request, reply, ending.signal);
    const send = async (): Promise<void> => {
      let from = to;
      while (!signal.aborted) {
        await pause(1000 * Math.min(stepSeconds, slowestSeconds), null, { signal }).catch(() => null);
        if (signal.aborted) return;
        const fresh = await operations.panels(app, { ...query, from: from - sentSteps * stepSeconds, stepSeconds });
        from = fresh.to;
        stream.send('panels', fresh);
      }
    };
    await send().catch(() => {}); // the app is gone or control ends: the browser comes back and is told
    stream.close();
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

/** Each step is sent when it may be complete (MET-06). */
const slowestSeconds = 10;
/** A late report changes what was sent. */
const sentSteps = 6;

/** One line for each step: its time, then the lines of one panel, or of all. */
function asCsv(metrics: MetricPanels, wanted: unknown): string {
  const lines = metrics.panels
    .filter(({ key }) => typeof wanted !== 'string' || key === wanted)
    .flatMap((panel) => panel.lines.map((line) => ({ ...line, key: `${panel.key}.${line.key}` })));
  const rows = metrics.seconds.map((second, at) => [new Date(second * 1000).toISOString(), ...lines.map(({ values }) => values[at])]);
  return writeCsv(['time', ...lines.map(({ key }) => key)], rows);
}
