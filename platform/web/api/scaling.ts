import type { FastifyInstance } from 'fastify';
import type { AutoscaleChange, DecisionQuery } from '../../control/scaling-verbs.ts';
import type { SleepChange } from '../../rules/scaling/scaling-resources.ts';
import type { ScheduleWish } from '../../rules/scaling/schedule.ts';
import { weekdays } from '../../rules/scaling/schedule.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

interface OfType {
  Params: { app: string; type: string };
}

interface OfSchedule {
  Params: { app: string; id: string };
}

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const count = { type: 'integer' };
const flag = { type: 'boolean' };
const formation = {
  type: 'object',
  maxProperties: 50,
  additionalProperties: { type: 'object', required: ['quantity'], properties: { quantity: count, size: text } },
};
const formationOrNull = { anyOf: [formation, { type: 'null' }] };
const rule = { type: text, min: count, max: count, p95Ms: count, size: text };
const autoscaleBody = {
  type: 'object',
  properties: {
    ...rule,
    isDryRun: flag,
    notifiesAtMax: flag,
    until: { ...textOrNull, description: 'RFC 3339: it ends by itself' },
    afterwards: formationOrNull,
  },
};
/** The shapes of rules/scaling/scaling-resources.ts, as they are. */
const asItIs = { type: 'object', additionalProperties: true };

/** The autoscaler and what runs by the calendar. */
export function scalingRoutes(api: FastifyInstance, context: ApiContext): void {
  autoscaleRoutes(api, context);
  scheduleRoutes(api, context);
  sleepRoutes(api, context);
}

function autoscaleRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>('/api/apps/:app/autoscale', described({ summary: 'Autoscalers that are on', answer: shapes.listOf(asItIs) }), (request) =>
    verbs(context, request).autoscales(request.params.app),
  );
  api.put<OfType & { Body: AutoscaleChange }>(
    '/api/apps/:app/autoscale/:type',
    described({ summary: 'Turns the autoscaler of a process type on', body: autoscaleBody, answer: asItIs }),
    (request) => verbs(context, request).enableAutoscale(request.params.app, { ...request.body, type: request.params.type }),
  );
  api.delete<OfType>('/api/apps/:app/autoscale/:type', described({ summary: 'Turns it off' }), async (request, reply) => {
    await verbs(context, request).disableAutoscale(request.params.app, request.params.type);
    return reply.code(204).send();
  });
  api.get<OfApp & { Querystring: DecisionQuery }>(
    '/api/apps/:app/autoscale-decisions',
    described({
      summary: 'What the autoscaler decided, newest first',
      query: { limit: { type: 'integer', minimum: 1, maximum: 9000, default: 100 }, changes: { type: 'boolean', default: false } },
      answer: shapes.listOf(asItIs),
    }),
    (request) => verbs(context, request).autoscaleDecisions(request.params.app, request.query),
  );
  api.get<OfApp & { Querystring: { from?: string; to?: string } }>(
    '/api/apps/:app/scaling-advice',
    described({ summary: 'The smallest fixed formation that would have held what came', query: { from: text, to: text }, answer: asItIs }),
    (request) => verbs(context, request).adviseScaling(request.params.app, request.query),
  );
}

const change = {
  oneOf: [
    {
      type: 'object',
      required: ['kind', 'formation', 'after'],
      properties: { kind: { const: 'scale' }, formation, after: formationOrNull },
    },
    {
      type: 'object',
      required: ['kind', 'autoscale', 'after'],
      properties: { kind: { const: 'autoscale' }, autoscale: { type: 'object', properties: rule }, after: formationOrNull },
    },
    {
      type: 'object',
      required: ['kind', 'addon', 'plan', 'after'],
      properties: { kind: { const: 'addon' }, addon: text, plan: text, after: textOrNull },
    },
  ],
};
const dates = { type: 'object', required: ['first', 'last'], properties: { first: text, last: text } };
const window = {
  type: 'object',
  required: ['from', 'to', 'timezone'],
  properties: {
    from: { ...text, description: '09:00' },
    to: { ...text, description: '18:00; 24:00 is the end of the day' },
    days: { type: 'array', maxItems: 7, items: { type: 'string', enum: weekdays } },
    dates: { anyOf: [dates, { type: 'null' }] },
    timezone: { ...text, description: 'Europe/Dublin' },
    leadSeconds: { type: 'integer', minimum: 0, maximum: 3600 },
  },
};
const scheduleBody = { type: 'object', required: ['what', 'window'], properties: { what: change, window } };

function scheduleRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get('/api/moments', described({ summary: 'When many people are about to come', answer: shapes.listOf(asItIs) }), (request) =>
    verbs(context, request).moments(),
  );
  api.get<OfApp>(
    '/api/apps/:app/schedules',
    described({ summary: 'What runs by the calendar', answer: shapes.listOf(asItIs) }),
    (request) => verbs(context, request).schedules(request.params.app),
  );
  api.post<OfApp & { Body: ScheduleWish }>(
    '/api/apps/:app/schedules',
    described({ summary: 'A new schedule', body: scheduleBody, answer: asItIs, status: 201 }),
    async (request, reply) => reply.code(201).send(await verbs(context, request).addSchedule(request.params.app, request.body)),
  );
  api.post<OfApp & { Body: ScheduleWish }>(
    '/api/apps/:app/schedules/preview',
    described({ summary: 'When its windows would be', body: scheduleBody, answer: asItIs }),
    (request) => verbs(context, request).previewSchedule(request.params.app, request.body),
  );
  api.delete<OfSchedule>('/api/apps/:app/schedules/:id', described({ summary: 'Removes it' }), async (request, reply) => {
    await verbs(context, request).removeSchedule(request.params.app, Number(request.params.id));
    return reply.code(204).send();
  });
}

const sleepBody = {
  type: 'object',
  required: ['afterMinutes'],
  properties: {
    afterMinutes: { type: ['integer', 'null'], description: 'Without a request; null: never' },
    sleepsAll: { type: 'boolean', default: false },
    showsPage: { type: 'boolean', default: true, description: 'Who opens it while it wakes sees a page that says so' },
  },
};

function sleepRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>('/api/apps/:app/sleep', described({ summary: 'Whether it sleeps while nobody asks for it', answer: asItIs }), (request) =>
    verbs(context, request).sleep(request.params.app),
  );
  api.put<OfApp & { Body: SleepChange }>(
    '/api/apps/:app/sleep',
    described({ summary: 'Lets it sleep, or never again', body: sleepBody, answer: asItIs }),
    (request) => verbs(context, request).setSleep(request.params.app, request.body),
  );
}
