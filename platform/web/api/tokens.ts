import type { FastifyInstance } from 'fastify';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

const labelBody = { type: 'object', required: ['label'], properties: { label: { type: 'string', minLength: 1, maxLength: 100 } } };

/** Tokens for those who are not on this machine. */
export function tokenRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get('/api/tokens', described({ summary: 'API tokens', answer: shapes.listOf(shapes.token) }), (request) =>
    verbs(context, request).tokens(),
  );
  api.post<{ Body: { label: string } }>(
    '/api/tokens',
    described({ summary: 'A new token, shown this once', body: labelBody, answer: shapes.newToken, status: 201 }),
    async (request, reply) => reply.code(201).send(await verbs(context, request).createToken(request.body.label)),
  );
  api.delete<{ Params: { id: string } }>('/api/tokens/:id', described({ summary: 'Revokes a token' }), async (request, reply) => {
    await verbs(context, request).revokeToken(request.params.id);
    return reply.code(204).send();
  });
}
