import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { writeCsv } from '#kit/files/csv.ts';
import type { MetricPanels } from '../../rules/metric-panels.ts';
import type { Operations } from '../../control/operations.ts';
import { readAppFacts } from './facts.ts';
import { keepRegions, openStream } from './live.ts';
import { metricTimeOf, panelQueryOf } from './metric-range.ts';
import type { MetricQuery, MetricTime } from './metric-range.ts';
import { metricsLead } from './metrics-lead.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { metricsPage, metricsRegions, type MetricsPage } from './views/metrics.ts';

type MetricRoute = AppRoute & { Querystring: MetricQuery };

/** The page of figures, what of it is new, and each of its charts as a table to keep. */
export function registerMetrics(server: FastifyInstance, desk: Desk): void {
  registerStreams(server, desk);

  server.get<MetricRoute>(patterns.metrics, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showMetrics(visit, { app: request.params.app, time: metricTimeOf(request.query, visit.nowMs) });
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

/** What is new: how it is and what is to do, and the charts' newest steps. */
function registerStreams(server: FastifyInstance, desk: Desk): void {
  const ending = new AbortController();
  server.addHook('preClose', async () => ending.abort());

  server.get<MetricRoute>(patterns.metricsLead, async (request, reply) => {
    const { operations, visitor } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const { clock, speed = 1 } = desk.context;
    const stepSeconds = leadMs / 1000;
    const read = () =>
      readMetrics(operations, { app, time: metricTimeOf(request.query, clock.nowMs()), nowMs: clock.nowMs(), stepSeconds });
    await read(); // an unknown app is said before the stream begins
    const { stream, signal } = openStream(request, reply, ending.signal);
    await keepRegions(stream, signal, {
      regions: metricsRegions,
      read: async () => ({ ...(await read()), visitor }),
      everyMs: leadMs / speed,
    }).catch(() => {}); // the app is gone or control ends: the browser comes back and is told
    stream.close();
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
        await pause(1000 * Math.min(Math.max(stepSeconds, quickestSeconds), slowestSeconds), null, { signal }).catch(() => null);
        if (signal.aborted) return;
        const fresh = await operations.panels(app, { ...query, from: from - sentSteps * stepSeconds, stepSeconds });
        from = fresh.to;
        stream.send('panels', fresh);
      }
    };
    await send().catch(() => {}); // the app is gone or control ends: the browser comes back and is told
    stream.close();
  });
}

type MetricFacts = Pick<MetricsPage, 'facts' | 'metrics' | 'lead'>;

async function showMetrics(visit: Visit, { app, time }: Omit<Asked, 'nowMs'>, fault: Refusal | null = null): Promise<FastifyReply> {
  const read = await readMetrics(visit.operations, { app, time, nowMs: visit.nowMs });
  return visit.show(metricsPage({ ...read, time, visitor: visit.visitor, fault }), fault);
}

interface Asked {
  readonly app: string;
  readonly time: MetricTime;
  readonly nowMs: number;
  /** In steps of so many seconds where the time would be told in finer ones. */
  readonly stepSeconds?: number;
}

async function readMetrics(operations: Operations, { app, time, nowMs, stepSeconds }: Asked): Promise<MetricFacts> {
  const query = panelQueryOf(time);
  const isFine = stepSeconds !== undefined && (query.seconds ?? Infinity) <= fineSeconds;
  const [facts, metrics, scaling, autoscales] = await Promise.all([
    readAppFacts(operations, app, nowMs),
    operations.panels(app, isFine ? { ...query, stepSeconds } : query),
    operations.adviseScaling(app, { from: new Date(nowMs - causeMs).toISOString() }),
    operations.autoscales(app),
  ]);
  const { findings, prices } = facts;
  return { facts, metrics, lead: metricsLead({ metrics, scaling, findings, autoscales, price: prices['web'] ?? null, nowMs }) };
}

const leadMs = 10_000;
/** Up to so long times are told second by second. */
const fineSeconds = 3600;
/** So far back the cause of what is now is looked for. */
const causeMs = 300_000;

/** Each step is sent when it may be complete (MET-06), fine ones a few at a time: an open page costs control next to nothing. */
const slowestSeconds = 10;
const quickestSeconds = 5;
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
