import type { FastifyInstance } from 'fastify';
import type { BudgetWish, CostQuery, PlanWish } from '../../control/cost-verbs.ts';
import { budgetActions } from '../../rules/costs/cost-resources.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

const text = { type: 'string', maxLength: 200 };
const day = { type: 'string', description: 'A day in UTC: 2026-07-04' };
const count = { type: 'integer' };
/** The shapes of rules/costs/cost-resources.ts, as they are. */
const asItIs = { type: 'object', additionalProperties: true };
const period = { app: text, from: day, to: day };
const budgetBody = {
  type: 'object',
  required: ['amountMicro'],
  properties: {
    app: { type: ['string', 'null'] },
    from: day,
    to: day,
    amountMicro: count,
    action: { type: 'string', enum: [...budgetActions] },
    evenLive: { type: 'boolean' },
  },
};
const planBody = {
  type: 'object',
  required: ['plan', 'start', 'timezone'],
  properties: { plan: asItIs, start: text, timezone: text, name: text, dryRun: { type: 'boolean', default: false } },
};

/** Money: what was spent, what things cost, what may be spent, plans of events. */
export function costRoutes(api: FastifyInstance, context: ApiContext): void {
  reportRoutes(api, context);
  priceRoutes(api, context);
  budgetRoutes(api, context);
  planRoutes(api, context);
}

function reportRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<{ Querystring: CostQuery }>('/api/costs', described({ summary: 'What was spent', query: period, answer: asItIs }), (request) =>
    verbs(context, request).costs(request.query),
  );
  api.get<{ Querystring: CostQuery & { limit: number } }>(
    '/api/costs/ledger',
    described({
      summary: 'The ledger, newest first',
      query: { ...period, limit: { ...count, minimum: 1, maximum: 10_000, default: 1000 } },
      answer: shapes.listOf(asItIs),
    }),
    (request) => verbs(context, request).ledger(request.query),
  );
  api.get('/api/costs/ledger/check', described({ summary: 'The ledger against the log of usage', answer: asItIs }), (request) =>
    verbs(context, request).checkLedger(),
  );
}

function priceRoutes(api: FastifyInstance, context: ApiContext): void {
  api.post<{ Body: { plan: unknown } }>(
    '/api/costs/estimate',
    described({
      summary: 'What a plan costs by each price book',
      body: { type: 'object', required: ['plan'], properties: { plan: {} } },
      answer: shapes.listOf(asItIs),
    }),
    (request) => verbs(context, request).estimateCosts(request.body.plan),
  );
  api.get('/api/costs/price-books', described({ summary: 'Price books', answer: shapes.listOf(asItIs) }), (request) =>
    verbs(context, request).priceBooks(),
  );
  api.post<{ Body: { document: unknown } }>(
    '/api/costs/price-books',
    described({
      summary: 'A new version of a price book',
      body: { type: 'object', required: ['document'], properties: { document: {} } },
      answer: asItIs,
    }),
    (request) => verbs(context, request).setPriceBook(request.body.document),
  );
  api.post<{ Params: { id: string } }>(
    '/api/costs/price-books/:id/choose',
    described({ summary: 'The meter reckons by it', answer: asItIs }),
    (request) => verbs(context, request).chooseBook(request.params.id),
  );
  api.post<{ Params: { id: string } }>(
    '/api/costs/price-books/:id/confirm',
    described({ summary: 'Its prices are right', answer: asItIs }),
    (request) => verbs(context, request).confirmPrices(request.params.id),
  );
}

function budgetRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get('/api/costs/budgets', described({ summary: 'Budgets', answer: shapes.listOf(asItIs) }), (request) =>
    verbs(context, request).budgets(),
  );
  api.put<{ Params: { name: string }; Body: Omit<BudgetWish, 'name'> }>(
    '/api/costs/budgets/:name',
    described({ summary: 'Sets a budget', body: budgetBody, answer: asItIs }),
    (request) => verbs(context, request).setBudget({ ...request.body, name: request.params.name }),
  );
  api.delete<{ Params: { name: string } }>('/api/costs/budgets/:name', described({ summary: 'Takes it away' }), async (request, reply) => {
    await verbs(context, request).removeBudget(request.params.name);
    return reply.status(204).send();
  });
}

function planRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get('/api/live-events', described({ summary: 'Events that are on now', answer: shapes.listOf(asItIs) }), (request) =>
    verbs(context, request).liveEvents(),
  );
  api.get<{ Params: { app: string } }>(
    '/api/apps/:app/event-plans',
    described({ summary: 'Events in the calendar', answer: shapes.listOf(asItIs) }),
    (request) => verbs(context, request).plannedEvents(request.params.app),
  );
  api.post<{ Params: { app: string }; Body: PlanWish }>(
    '/api/apps/:app/event-plans',
    described({ summary: 'Puts the plan of an event into the calendar', body: planBody, answer: asItIs }),
    (request) => verbs(context, request).applyPlan(request.params.app, request.body),
  );
  api.delete<{ Params: { app: string; name: string } }>(
    '/api/apps/:app/event-plans/:name',
    described({ summary: 'Takes it away' }),
    async (request, reply) => {
      await verbs(context, request).unapplyPlan(request.params.app, request.params.name);
      return reply.status(204).send();
    },
  );
}
