import type { FastifyInstance } from 'fastify';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const text = { type: 'string' };
const mail = { type: 'object', properties: { id: { type: 'integer' }, at: text, from: text, subject: text, state: text } };
const relay = {
  type: 'object',
  properties: { relay: { type: ['string', 'null'], description: 'smtp://user:password@host:587; null keeps what comes' } },
};
const limit = { type: 'integer', minimum: 1, maximum: 500, default: 100 };

/** What an app sent by its mail add-on. */
export function mailRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp & { Querystring: { limit: number } }>(
    '/api/apps/:app/mails',
    described({ summary: 'Messages that the app sent, newest first', query: { limit }, answer: shapes.listOf(mail) }),
    (request) => verbs(context, request).mails(request.params.app, request.query.limit),
  );
  api.get<{ Params: { app: string; id: string } }>(
    '/api/apps/:app/mails/:id',
    described({ summary: 'One message with its text', answer: mail }),
    (request) => verbs(context, request).mail(request.params.app, Number(request.params.id)),
  );
  api.delete<OfApp>('/api/apps/:app/mails', described({ summary: 'Drops all messages' }), async (request, reply) => {
    await verbs(context, request).clearMails(request.params.app);
    return reply.code(204).send();
  });
  api.get<OfApp>('/api/apps/:app/mail-relay', described({ summary: 'Where mail goes', answer: relay }), (request) =>
    verbs(context, request).mailRelay(request.params.app),
  );
  api.put<OfApp & { Body: { relay: string | null } }>(
    '/api/apps/:app/mail-relay',
    described({ summary: 'Sends mail on, or keeps it', body: { ...relay, required: ['relay'] }, answer: relay }),
    (request) => verbs(context, request).setMailRelay(request.params.app, request.body.relay),
  );
}
