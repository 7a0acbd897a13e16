import type { FastifyInstance } from 'fastify';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfFinding {
  Params: { app: string; id: number };
}

const text = { type: 'string' };
const count = { type: 'integer' };
const finding = {
  type: 'object',
  properties: { id: count, app: text, rule: text, severity: text, title: text, why: text, since: text, lastSeen: text, state: text },
};
const which = { type: 'string', enum: ['living', 'all'], default: 'living' };
const actBody = { type: 'object', required: ['action'], properties: { action: { type: 'integer', minimum: 0, maximum: 20 } } };
const dismissBody = { type: 'object', required: ['reason'], properties: { reason: { type: 'string', maxLength: 500 } } };
const params = { type: 'object', properties: { app: text, id: count } };

/** What the monitor found out. */
export function findingRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<{ Params: { app: string }; Querystring: { which: 'living' | 'all' } }>(
    '/api/apps/:app/findings',
    described({ summary: 'Findings, the worst first', query: { which }, answer: shapes.listOf(finding) }),
    (request) => verbs(context, request).findings(request.params.app, request.query.which),
  );
  api.get<OfFinding>(
    '/api/apps/:app/findings/:id',
    { schema: { ...described({ summary: 'One finding with its evidence', answer: finding }).schema, params } },
    (request) => verbs(context, request).finding(request.params.app, request.params.id),
  );
  api.post<OfFinding & { Body: { action: number } }>(
    '/api/apps/:app/findings/:id/act',
    { schema: { ...described({ summary: 'Presses one of its buttons', body: actBody, answer: finding }).schema, params } },
    (request) => verbs(context, request).actOnFinding(request.params.app, request.params.id, request.body.action),
  );
  api.post<OfFinding & { Body: { reason: string } }>(
    '/api/apps/:app/findings/:id/dismiss',
    { schema: { ...described({ summary: 'Out of sight until it is twice as bad', body: dismissBody, answer: finding }).schema, params } },
    (request) => verbs(context, request).dismissFinding(request.params.app, request.params.id, request.body.reason),
  );
}
