import type { FastifyInstance } from 'fastify';
import type { DrainWish } from '../../control/addon-verbs.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const text = { type: 'string' };
const drain = { type: 'object', properties: { id: { type: 'integer' }, url: text, token: text, state: text, sent: { type: 'integer' } } };
const drainBody = {
  type: 'object',
  required: ['url'],
  properties: {
    url: { type: 'string', maxLength: 2000, description: 'syslog+tls://host:port, syslog://, https://' },
    source: { type: ['string', 'null'], enum: ['app', 'rostra', null], default: null },
    processType: { type: ['string', 'null'], default: null },
    herokuNames: { type: 'boolean', default: false },
    allowsPrivate: { type: 'boolean', default: false, description: 'It may lead into a private network' },
  },
};
const onBody = { type: 'object', required: ['on'], properties: { on: { type: 'boolean' } } };

/** Where log lines go beside the log, and whether they tell load and memory. */
export function logDrainRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>('/api/apps/:app/log-drains', described({ summary: 'Log drains', answer: shapes.listOf(drain) }), (request) =>
    verbs(context, request).logDrains(request.params.app),
  );
  api.post<OfApp & { Body: DrainWish }>(
    '/api/apps/:app/log-drains',
    described({ summary: 'A new drain: it gets every line from now on', body: drainBody, answer: drain, status: 201 }),
    async (request, reply) => reply.code(201).send(await verbs(context, request).addLogDrain(request.params.app, request.body)),
  );
  api.delete<{ Params: { app: string; id: string } }>(
    '/api/apps/:app/log-drains/:id',
    described({ summary: 'Removes a drain' }),
    async (request, reply) => {
      await verbs(context, request).removeLogDrain(request.params.app, Number(request.params.id));
      return reply.code(204).send();
    },
  );
  api.put<OfApp & { Body: { on: boolean } }>(
    '/api/apps/:app/runtime-metrics',
    described({ summary: "Whether each dyno's load and memory stand in the log every 20 s", body: onBody }),
    async (request, reply) => {
      await verbs(context, request).setRuntimeMetrics(request.params.app, request.body.on);
      return reply.code(204).send();
    },
  );
}
