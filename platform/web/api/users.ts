import type { FastifyInstance } from 'fastify';
import type { AuditQuery, UserWish } from '../../control/operations.ts';
import { roles } from '../../rules/roles.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfUser {
  Params: { name: string };
}

const role = { type: 'string', enum: roles };
const apps = { type: ['array', 'null'], items: { type: 'string' }, maxItems: 200, description: 'null: all' };
const password = { type: 'string', maxLength: 200 };
const newUser = {
  type: 'object',
  required: ['name', 'role', 'password'],
  properties: { name: { type: 'string' }, role, password, apps: { ...apps, default: null } },
};
const change = { type: 'object', properties: { role, password, apps } };
const auditQuery = {
  actor: { type: 'string' },
  app: { type: 'string' },
  action: { type: 'string', description: 'The verb: `scale`, `setConfig`' },
  before: { type: 'integer', minimum: 1, description: 'Entries older than the one of this id' },
  limit: { type: 'integer', minimum: 1, maximum: 1_000, default: 100 },
};

/** Who may work here, and the audit log. */
export function userRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get('/api/users', described({ summary: 'Who may sign in', answer: shapes.listOf(shapes.user) }), (request) =>
    verbs(context, request).users(),
  );
  api.post<{ Body: UserWish & { name: string; password: string } }>(
    '/api/users',
    described({ summary: 'A new user', body: newUser, answer: shapes.user, status: 201 }),
    async (request, reply) => {
      const { name, ...wish } = request.body;
      return reply.code(201).send(await verbs(context, request).addUser(name, wish));
    },
  );
  api.patch<OfUser & { Body: Partial<UserWish> & { password?: string } }>(
    '/api/users/:name',
    described({ summary: 'Role, apps or password of a user; a new password ends the logins', body: change, answer: shapes.user }),
    (request) => verbs(context, request).changeUser(request.params.name, request.body),
  );
  api.delete<OfUser>('/api/users/:name', described({ summary: 'Removes a user and ends the logins' }), async (request, reply) => {
    await verbs(context, request).removeUser(request.params.name);
    return reply.code(204).send();
  });
  api.get<{ Querystring: AuditQuery }>(
    '/api/audit',
    described({ summary: 'Who did what, newest first', query: auditQuery, answer: shapes.auditPage }),
    (request) => verbs(context, request).audit(request.query),
  );
  api.get('/api/audit/check', described({ summary: 'Whether the audit log is as it was written', answer: shapes.auditCheck }), (request) =>
    verbs(context, request).verifyAudit(),
  );
}
