import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { PanelQuery } from '../../control/metric-verbs.ts';
import type { MetricPanels } from '../../rules/metric-panels.ts';
import { Fresh } from './fresh-facts.ts';
import { keepRegions, openStream } from './live.ts';
import { readMetrics, type MetricFacts } from './metric-facts.ts';
import { metricTimeOf, panelQueryOf, type MetricQuery, type MetricTime } from './metric-range.ts';
import { patterns } from './patterns.ts';
import { visitOf, type AppRoute, type Desk } from './visit.ts';
import { metricsRegions } from './views/metrics.ts';

type MetricRoute = AppRoute & { Querystring: MetricQuery };

/** What is new on the page of figures. However many look at it, it is read once. */
export function registerMetricStreams(server: FastifyInstance, desk: Desk): void {
  const ending = new AbortController();
  server.addHook('preClose', async () => ending.abort());
  const figures = new Fresh<MetricPanels>();
  registerLead(server, desk, { figures, ending: ending.signal });
  registerPanels(server, desk, { figures, ending: ending.signal });
}

interface Streams {
  readonly figures: Fresh<MetricPanels>;
  readonly ending: AbortSignal;
}

/** How it is, what is to do, and what happened. */
function registerLead(server: FastifyInstance, desk: Desk, { figures, ending }: Streams): void {
  const { clock, speed = 1 } = desk.context;
  const leads = new Fresh<MetricFacts>();

  server.get<MetricRoute>(patterns.metricsLead, async (request, reply) => {
    const { operations, visitor } = await visitOf(request, reply, desk);
    const { app } = request.params;
    await operations.app(app); // an unknown app is said before the stream begins
    const { stream, signal } = openStream(request, reply, ending);
    const read = (): Promise<MetricFacts> => {
      const nowMs = clock.nowMs();
      const { query, figuresMs } = leadQuery(metricTimeOf(request.query, nowMs));
      const key = JSON.stringify([app, query]);
      const metrics = () => figures.read(key, { nowMs, goodForMs: figuresMs / 2 }, () => operations.panels(app, query));
      return leads.read(key, { nowMs, goodForMs: leadMs / 2 }, () => readMetrics(operations, { app, nowMs }, metrics()));
    };
    await keepRegions(stream, signal, {
      regions: metricsRegions,
      read: async () => ({ ...(await read()), visitor }),
      everyMs: leadMs / speed,
    }).catch(() => {}); // the app is gone or control ends: the browser comes back and is told
    stream.close();
  });
}

/** The charts' newest steps. */
function registerPanels(server: FastifyInstance, desk: Desk, { figures, ending }: Streams): void {
  const { clock } = desk.context;

  server.get<MetricRoute>(patterns.metricsLive, async (request, reply) => {
    const { operations, nowMs } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const query = panelQueryOf(metricTimeOf(request.query, nowMs));
    await operations.app(app); // an unknown app is said before the stream begins
    const whole = { ...query, only: 'traffic' } as const;
    const asked = { nowMs, goodForMs: leadMs / 2 };
    const { stepSeconds, to } = await figures.read(JSON.stringify([app, whole]), asked, () => operations.panels(app, whole));
    const everyMs = 1000 * Math.min(Math.max(stepSeconds, quickestSeconds), slowestSeconds);
    const { compareSeconds = 0 } = query;
    const newest = { seconds: sentSteps * stepSeconds + (2 * everyMs) / 1000, stepSeconds, compareSeconds };
    const { stream, signal } = openStream(request, reply, ending);
    let from = to;
    const read = async (): Promise<MetricPanels> => {
      const now = { nowMs: clock.nowMs(), goodForMs: everyMs / 2 };
      const shared = await figures.read(JSON.stringify([app, newest]), now, () => operations.panels(app, newest));
      return shared.from <= from ? shared : operations.panels(app, { ...query, from: from - sentSteps * stepSeconds, stepSeconds });
    };
    const send = async (): Promise<void> => {
      while (!signal.aborted) {
        await pause(everyMs, null, { signal }).catch(() => null);
        if (signal.aborted) return;
        const fresh = await read();
        if (fresh.to < from) continue; // another read it before this one looked last
        from = fresh.to;
        stream.send('panels', fresh);
      }
    };
    await send().catch(() => {}); // the app is gone or control ends: the browser comes back and is told
    stream.close();
  });
}

const leadMs = 10_000;
/** The figures of a long time change slowly. */
const slowestLeadMs = 60_000;
const leadSteps = 720;
/** Up to so long times are told second by second, but not for the lead. */
const fineSeconds = 3600;

/** What the lead says of a time is of its requests alone. */
function leadQuery(time: MetricTime): { readonly query: PanelQuery; readonly figuresMs: number } {
  const query = { ...panelQueryOf(time), only: 'traffic' } as const;
  const { seconds = Infinity } = query;
  const figuresMs = Math.min(slowestLeadMs, Math.max(leadMs, (1000 * seconds) / leadSteps));
  return { query: seconds <= fineSeconds ? { ...query, stepSeconds: leadMs / 1000 } : query, figuresMs };
}

/** Each step is sent when it may be complete (MET-06), fine ones a few at a time: an open page costs control next to nothing. */
const slowestSeconds = 10;
const quickestSeconds = 5;
/** A late report changes what was sent. */
const sentSteps = 6;
