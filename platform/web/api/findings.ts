import type { FastifyInstance } from 'fastify';
import type { ReportQuery } from '../../rules/monitor/report.ts';
import type { TrialQuery } from '../../rules/monitor/site-rule-trial.ts';
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

const time = { type: 'string', format: 'date-time' };
const reportQuery = {
  from: time,
  to: time,
  seconds: { type: 'integer', minimum: 60, maximum: 7_776_000 },
  people: { type: 'integer', minimum: 1, maximum: 100_000 },
};
const list = { type: 'array', items: { type: 'object' } };
const check = { type: 'object', properties: { text, isDone: { type: 'boolean' }, found: text, at: text } };
const upcoming = {
  type: 'object',
  properties: { name: text, app: text, from: text, timezone: text, readyPercent: count, checks: shapes.listOf(check) },
};
const report = {
  type: 'object',
  properties: {
    app: text,
    from: text,
    to: text,
    verdict: text,
    severity: text,
    findings: list,
    events: list,
    bursts: list,
    routes: list,
    repeated: list,
    pages: list,
  },
};

const trialQuery = { seconds: { type: 'integer', minimum: 60, maximum: 259_200 } };
const trial = {
  type: 'object',
  properties: { file: text, fault: { type: ['string', 'null'] }, moments: { type: 'integer' }, spoke: list },
};

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
  api.post<OfFinding>(
    '/api/apps/:app/findings/:id/undo',
    { schema: { ...described({ summary: 'Takes back what a button of it did', answer: finding }).schema, params } },
    (request) => verbs(context, request).undoFinding(request.params.app, request.params.id),
  );
  api.get(
    '/api/upcoming-events',
    described({ summary: 'The next event of each app, and what is ready for it', answer: shapes.listOf(upcoming) }),
    (request) => verbs(context, request).upcomingEvents(),
  );
  api.get<{ Params: { app: string }; Querystring: TrialQuery }>(
    '/api/apps/:app/monitor/rules',
    described({ summary: 'What the rules of this installation would have said', query: trialQuery, answer: shapes.listOf(trial) }),
    (request) => verbs(context, request).trySiteRules(request.params.app, request.query),
  );
  api.get<{ Params: { app: string }; Querystring: ReportQuery }>(
    '/api/apps/:app/monitor/report',
    described({ summary: 'What went on in a time, on one page', query: reportQuery, answer: report }),
    (request) => verbs(context, request).monitorReport(request.params.app, request.query),
  );
}
