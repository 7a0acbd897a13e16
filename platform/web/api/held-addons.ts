import type { FastifyInstance } from 'fastify';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

interface OfAddon {
  Params: { app: string; addon: string };
}

const text = { type: 'string' };
const count = { type: 'integer' };
const attachBody = {
  type: 'object',
  required: ['addon'],
  properties: { addon: text, as: { type: ['string', 'null'], description: 'DATABASE makes DATABASE_URL' } },
};
const endBody = { type: 'object', properties: { pid: { type: ['integer', 'null'] }, force: { type: 'boolean' } } };
const confirmBody = {
  type: 'object',
  required: ['confirm'],
  properties: { confirm: { type: 'string', description: "The app's name again" } },
};
const connections = shapes.listOf({ type: 'object', properties: { pid: count, state: text, program: text, query: text } });

/** Add-ons that several apps use, their credentials, and what goes on in a database. */
export function heldAddonRoutes(api: FastifyInstance, context: ApiContext): void {
  api.post<OfApp & { Body: { addon: string; as?: string | null } }>(
    '/api/apps/:app/addon-attachments',
    described({ summary: "Gives another app's add-on to this one too", body: attachBody, answer: shapes.addon, status: 201 }),
    async (request, reply) => {
      const { addon, as = null } = request.body;
      return reply.code(201).send(await verbs(context, request).attachAddon(request.params.app, { addon, as }));
    },
  );
  api.delete<OfAddon>('/api/apps/:app/addon-attachments/:addon', described({ summary: 'Takes it away again' }), async (request, reply) => {
    await verbs(context, request).detachAddon(request.params.app, request.params.addon);
    return reply.code(204).send();
  });
  api.post<OfAddon>('/api/apps/:app/addons/:addon/credentials', described({ summary: 'A new password' }), async (request, reply) => {
    await verbs(context, request).rotateCredentials(request.params.app, request.params.addon);
    return reply.code(204).send();
  });
  databaseRoutes(api, context);
}

function databaseRoutes(api: FastifyInstance, context: ApiContext): void {
  api.post<OfAddon & { Body: { confirm: string } }>(
    '/api/apps/:app/addons/:addon/reset',
    described({ summary: 'Empties a database', body: confirmBody }),
    async (request, reply) => {
      const { app, addon } = request.params;
      await verbs(context, request).resetDatabase(app, addon, request.body.confirm);
      return reply.code(204).send();
    },
  );
  api.get<OfAddon>(
    '/api/apps/:app/addons/:addon/connections',
    described({ summary: 'Connections of a database and what they do', answer: connections }),
    (request) => verbs(context, request).databaseConnections(request.params.app, request.params.addon),
  );
  api.post<OfAddon & { Body: { pid?: number | null; force?: boolean } }>(
    '/api/apps/:app/addons/:addon/connections/end',
    described({ summary: 'Ends what one connection or all do; with force the connections', body: endBody, answer: { type: 'object' } }),
    (request) => {
      const { pid = null, force = false } = request.body;
      return verbs(context, request).endDatabaseWork(request.params.app, request.params.addon, { pid, force });
    },
  );
}
