import type { FastifyInstance } from 'fastify';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const nameBody = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
const onBody = { type: 'object', required: ['on'], properties: { on: { type: 'boolean' } } };
const update = {
  type: 'object',
  required: ['type'],
  properties: {
    type: { type: 'string' },
    quantity: { type: 'integer' },
    was: { type: 'integer', description: 'What you saw: refused when it is another by now' },
    size: { type: 'string' },
  },
};
const updatesBody = {
  type: 'object',
  required: ['updates'],
  properties: { updates: { type: 'array', minItems: 1, maxItems: 100, items: update } },
};

/** Apps, what they run and how many of it. */
export function appRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get('/api/status', described({ summary: 'How the platform is', answer: shapes.status }), (request) =>
    verbs(context, request).status(),
  );
  api.get('/api/apps', described({ summary: 'All apps', answer: shapes.listOf(shapes.app) }), (request) => verbs(context, request).apps());
  api.post<{ Body: { name: string } }>(
    '/api/apps',
    described({ summary: 'A new app', body: nameBody, answer: shapes.app, status: 201 }),
    async (request, reply) => reply.code(201).send(await verbs(context, request).createApp(request.body.name)),
  );
  api.get<OfApp>('/api/apps/:app', described({ summary: 'One app', answer: shapes.app }), (request) =>
    verbs(context, request).app(request.params.app),
  );
  api.delete<OfApp & { Querystring: { confirm?: string } }>(
    '/api/apps/:app',
    described({ summary: 'Destroys the app with its data', query: { confirm: { type: 'string', description: "The app's name again" } } }),
    async (request, reply) => {
      await verbs(context, request).destroyApp(request.params.app, request.query.confirm ?? '');
      return reply.code(204).send();
    },
  );
  api.put<OfApp & { Body: { on: boolean } }>(
    '/api/apps/:app/maintenance',
    described({ summary: 'Maintenance page on or off', body: onBody, answer: shapes.app }),
    (request) => verbs(context, request).setMaintenance(request.params.app, request.body.on),
  );
  formationRoutes(api, context);
}

interface ScaleBody {
  Body: { updates: { type: string; quantity?: number; was?: number; size?: string }[] };
}

function formationRoutes(api: FastifyInstance, context: ApiContext): void {
  const formation = shapes.listOf(shapes.processType);
  api.get<OfApp>('/api/apps/:app/formation', described({ summary: 'Process types and quantities', answer: formation }), (request) =>
    verbs(context, request).formation(request.params.app),
  );
  api.patch<OfApp & ScaleBody>(
    '/api/apps/:app/formation',
    described({ summary: 'Sets quantities and sizes of the named process types', body: updatesBody, answer: formation }),
    (request) => {
      const wish = Object.fromEntries(request.body.updates.map(({ type, ...dynos }) => [type, dynos]));
      return verbs(context, request).scale(request.params.app, wish);
    },
  );
  api.get<OfApp>('/api/apps/:app/dynos', described({ summary: 'What runs', answer: shapes.listOf(shapes.dyno) }), (request) =>
    verbs(context, request).dynos(request.params.app),
  );
  api.delete<OfApp>('/api/apps/:app/dynos', described({ summary: 'Restarts all dynos' }), async (request, reply) => {
    await verbs(context, request).restart(request.params.app);
    return reply.code(204).send();
  });
  api.delete<{ Params: { app: string; which: string } }>(
    '/api/apps/:app/dynos/:which',
    described({ summary: 'Restarts the dynos of a process type (`web`) or one (`web.2`)' }),
    async (request, reply) => {
      await verbs(context, request).restart(request.params.app, request.params.which);
      return reply.code(204).send();
    },
  );
}
