import type { FastifyInstance } from 'fastify';
import type { TokenWish } from '../../control/operations.ts';
import { roles } from '../../rules/roles.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

const tokenBody = {
  type: 'object',
  required: ['label'],
  properties: {
    label: { type: 'string', minLength: 1, maxLength: 100 },
    role: { type: 'string', enum: roles, default: 'admin' },
    days: { type: 'integer', minimum: 0, maximum: 3650, default: 90, description: '0: for ever' },
  },
};

/** Tokens for those who are not on this machine. */
export function tokenRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get('/api/tokens', described({ summary: 'API tokens', answer: shapes.listOf(shapes.token) }), (request) =>
    verbs(context, request).tokens(),
  );
  api.post<{ Body: TokenWish & { label: string } }>(
    '/api/tokens',
    described({ summary: 'A new token, shown this once', body: tokenBody, answer: shapes.newToken, status: 201 }),
    async (request, reply) => {
      const { label, ...wish } = request.body;
      return reply.code(201).send(await verbs(context, request).createToken(label, wish));
    },
  );
  api.delete<{ Params: { id: string } }>('/api/tokens/:id', described({ summary: 'Revokes a token' }), async (request, reply) => {
    await verbs(context, request).revokeToken(request.params.id);
    return reply.code(204).send();
  });
}
