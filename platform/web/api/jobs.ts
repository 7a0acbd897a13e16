import type { FastifyInstance } from 'fastify';
import type { JobWish } from '../../control/addon-verbs.ts';
import { jobOverlaps } from '../../rules/addon-resources.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfJob {
  Params: { app: string; id: string };
}

const text = { type: 'string' };
const job = {
  type: 'object',
  properties: { id: { type: 'integer' }, schedule: text, timezone: text, overlap: text, command: text, nextAt: text },
};
const run = { type: 'object', properties: { dueAt: text, startedAt: text, outcome: text, dyno: { type: ['string', 'null'] } } };
const jobBody = {
  type: 'object',
  required: ['schedule', 'command'],
  properties: {
    schedule: { type: 'string', description: '`*/10 * * * *`, `@daily`, `@every 10m`' },
    timezone: { type: ['string', 'null'], description: 'Europe/Dublin; UTC when it is not named' },
    overlap: { type: 'string', enum: jobOverlaps, default: 'forbid' },
    command: text,
  },
};

/** Commands of an app that run by themselves. */
export function jobRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<{ Params: { app: string } }>('/api/apps/:app/jobs', described({ summary: 'Jobs', answer: shapes.listOf(job) }), (request) =>
    verbs(context, request).jobs(request.params.app),
  );
  api.post<{ Params: { app: string }; Body: Omit<JobWish, 'timezone'> & { timezone?: string | null } }>(
    '/api/apps/:app/jobs',
    described({ summary: 'A new job', body: jobBody, answer: job, status: 201 }),
    async (request, reply) => {
      const { timezone = null, ...wish } = request.body;
      return reply.code(201).send(await verbs(context, request).addJob(request.params.app, { ...wish, timezone }));
    },
  );
  api.delete<OfJob>('/api/apps/:app/jobs/:id', described({ summary: 'Removes a job' }), async (request, reply) => {
    await verbs(context, request).removeJob(request.params.app, Number(request.params.id));
    return reply.code(204).send();
  });
  api.post<OfJob>('/api/apps/:app/jobs/:id/runs', described({ summary: 'Runs it now', answer: run, status: 201 }), async (request, reply) =>
    reply.code(201).send(await verbs(context, request).runJob(request.params.app, Number(request.params.id))),
  );
  api.get<OfJob>('/api/apps/:app/jobs/:id/runs', described({ summary: 'Its last runs', answer: shapes.listOf(run) }), (request) =>
    verbs(context, request).jobRuns(request.params.app, Number(request.params.id)),
  );
}
