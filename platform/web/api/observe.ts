import type { FastifyInstance } from 'fastify';
import type { PanelQuery } from '../../control/metric-verbs.ts';
import type { LogQuery, MetricQuery } from '../../control/operations.ts';
import type { LogLine, MetricPoint } from '../../rules/resources.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';
import { streamItems } from './stream.ts';

interface OfApp {
  Params: { app: string };
}

const follow = { type: 'boolean', default: false, description: 'Newline-delimited JSON, item by item, until the connection ends' };
const logQuery = {
  lines: { type: 'integer', minimum: 0, maximum: 10_000, default: 100 },
  source: { type: 'string', enum: ['app', 'rostra'] },
  dyno: { type: 'string', description: '`web` or `web.1`' },
  text: { type: 'string', maxLength: 500, description: 'Somewhere in the line' },
  code: { type: 'string', pattern: '^[HRLX][0-9]{2}$', description: 'H12' },
  requestId: { type: 'string', maxLength: 128 },
  sinceMs: { type: 'integer', minimum: 0 },
  follow,
};
const eventQuery = { limit: { type: 'integer', minimum: 1, maximum: 1_000, default: 100 }, sinceMs: { type: 'integer', minimum: 0 } };
const errorQuery = { hours: { type: 'integer', minimum: 1, maximum: 168, default: 24 } };
const metricQuery = {
  seconds: { type: 'integer', minimum: 1, maximum: 7_200, default: 900 },
  bots: { type: 'boolean', default: false },
  follow,
};

const second = { type: 'integer', minimum: 0, description: 'Seconds since 1970' };
const anything = { type: 'object', additionalProperties: true };
const panelQuery = {
  seconds: { type: 'integer', minimum: 30, maximum: 63_072_000, description: 'The last so many; 7,200 when nothing is said' },
  from: second,
  to: second,
  stepSeconds: { type: 'integer', enum: [1, 10, 60, 600, 3600], description: 'Rather than those that fit the time' },
  compareSeconds: { type: 'integer', minimum: 0, maximum: 63_072_000, description: 'Beside it the same time so many seconds ago' },
  only: { type: 'string', enum: ['traffic'], description: 'Requests alone: no dynos, add-ons, machine, routes, statements and events' },
};

/** Logs, events and figures. */
export function observeRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp & { Querystring: LogQuery & { follow: boolean } }>(
    '/api/apps/:app/logs',
    described({ summary: 'The newest lines, oldest of them first', query: logQuery, answer: shapes.listOf(shapes.logLine) }),
    async (request, reply) => {
      const { follow: follows, ...query } = request.query;
      const operations = verbs(context, request);
      if (!follows) return operations.logs(request.params.app, query);
      await operations.app(request.params.app);
      return streamItems<LogLine>(reply, (tail) => operations.followLogs(request.params.app, query, tail));
    },
  );
  api.get<OfApp & { Querystring: { hours: number } }>(
    '/api/apps/:app/errors',
    described({ summary: 'How often each code was told', query: errorQuery, answer: shapes.listOf(shapes.errorCount) }),
    (request) => verbs(context, request).errorCounts(request.params.app, request.query.hours),
  );
  api.get<OfApp & { Querystring: { limit: number; sinceMs?: number } }>(
    '/api/apps/:app/events',
    described({ summary: 'What happened, newest first', query: eventQuery, answer: shapes.listOf(shapes.event) }),
    (request) => verbs(context, request).events(request.params.app, request.query),
  );
  api.get('/api/exposition', described({ summary: 'Figures of now as OpenMetrics text, in JSON', answer: anything }), (request) =>
    verbs(context, request).exposition(),
  );
  api.get('/metrics', { schema: { summary: 'Figures of now for a collector, as OpenMetrics' } }, async (request, reply) => {
    const { text } = await verbs(context, request).exposition();
    return reply.type('application/openmetrics-text; version=1.0.0; charset=utf-8').send(text);
  });
  api.get<OfApp & { Querystring: PanelQuery }>(
    '/api/apps/:app/panels',
    described({ summary: 'Charts of a time on one axis, with routes and what happened', query: panelQuery, answer: anything }),
    (request) => verbs(context, request).panels(request.params.app, request.query),
  );
  api.get<OfApp & { Querystring: MetricQuery & { follow: boolean } }>(
    '/api/apps/:app/metrics',
    described({ summary: 'Traffic and dynos, at most two hours back', query: metricQuery, answer: shapes.metrics }),
    async (request, reply) => {
      const operations = verbs(context, request);
      if (!request.query.follow) return operations.metrics(request.params.app, request.query);
      await operations.app(request.params.app);
      return streamItems<MetricPoint>(reply, (tail) => operations.followMetrics(request.params.app, tail));
    },
  );
}
