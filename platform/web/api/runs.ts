import type { FastifyInstance } from 'fastify';
import type { RunWish } from '../../control/operations.ts';
import type { LogLine } from '../../rules/resources.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';
import { streamItems } from './stream.ts';

interface OfRun {
  Params: { app: string; id: string };
}

const wishBody = {
  type: 'object',
  required: ['command'],
  properties: {
    command: { type: 'string', minLength: 1, maxLength: 32_000, description: "For a shell; a process type's name stands for its command" },
    env: {
      type: 'object',
      default: {},
      propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
      additionalProperties: { type: 'string' },
      description: 'Over the config vars, for this one dyno',
    },
    attach: {
      type: 'boolean',
      default: false,
      description: 'Its output is going to be followed; who does not begin within 15 s is told of in the log (R13)',
    },
  },
};
const after = { type: 'integer', minimum: 0, default: 0, description: 'Goes on behind the line of this id' };
const output = 'What it writes, as it comes: newline-delimited JSON, a log line each, {} as a sign of life; ends with it';

/** One-off dynos: a command with the app's build and config vars. */
export function runRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<{ Params: { app: string } }>(
    '/api/apps/:app/runs',
    described({ summary: 'One-off dynos that run or ended a short time ago', answer: shapes.listOf(shapes.dyno) }),
    (request) => verbs(context, request).runs(request.params.app),
  );
  api.post<{ Params: { app: string }; Body: RunWish }>(
    '/api/apps/:app/runs',
    described({ summary: 'Starts a one-off dyno', body: wishBody, answer: shapes.dyno, status: 201 }),
    async (request, reply) => reply.code(201).send(await verbs(context, request).startRun(request.params.app, request.body)),
  );
  api.get<OfRun>('/api/apps/:app/runs/:id', described({ summary: 'A one-off dyno, and how it ended', answer: shapes.dyno }), (request) =>
    verbs(context, request).run(request.params.app, request.params.id),
  );
  api.get<OfRun & { Querystring: { after: number } }>(
    '/api/apps/:app/runs/:id/output',
    described({ summary: output, query: { after }, answer: shapes.logLine }),
    async (request, reply) => {
      const { app, id } = request.params;
      const operations = verbs(context, request);
      await operations.run(app, id);
      return streamItems<LogLine>(reply, (tail) => operations.followRun(app, id, { ...tail, after: request.query.after }));
    },
  );
  api.delete<OfRun>('/api/apps/:app/runs/:id', described({ summary: 'Stops it' }), async (request, reply) => {
    await verbs(context, request).stopRun(request.params.app, request.params.id);
    return reply.code(204).send();
  });
}
