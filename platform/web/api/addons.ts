import type { FastifyInstance } from 'fastify';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const wishBody = {
  type: 'object',
  required: ['plan'],
  properties: {
    plan: { type: 'string', description: '`postgres:hobby-dev`, or a service alone' },
    as: { type: ['string', 'null'], description: 'REDISCLOUD makes REDISCLOUD_URL' },
  },
};
const planBody = { type: 'object', required: ['plan'], properties: { plan: { type: 'string' } } };
const confirm = { type: 'string', description: "The app's name again" };

/** Postgres and Redis for apps. */
export function addonRoutes(api: FastifyInstance, context: ApiContext): void {
  const list = shapes.listOf(shapes.addon);
  api.get('/api/addons', described({ summary: 'Add-ons of all apps', answer: list }), (request) => verbs(context, request).addons());
  api.get<OfApp>('/api/apps/:app/addons', described({ summary: "An app's add-ons", answer: list }), (request) =>
    verbs(context, request).addons(request.params.app),
  );
  api.post<OfApp & { Body: { plan: string; as?: string | null } }>(
    '/api/apps/:app/addons',
    described({ summary: 'Makes an add-on; answers when it is available', body: wishBody, answer: shapes.addon, status: 201 }),
    async (request, reply) => {
      const { plan, as = null } = request.body;
      return reply.code(201).send(await verbs(context, request).createAddon(request.params.app, { plan, as }));
    },
  );
  api.get<{ Params: { app: string; addon: string } }>(
    '/api/apps/:app/addons/:addon/use',
    described({ summary: 'What of its plan is in use now', answer: shapes.addonUse }),
    (request) => verbs(context, request).addonUse(request.params.app, request.params.addon),
  );
  api.patch<{ Params: { app: string; addon: string }; Body: { plan: string } }>(
    '/api/apps/:app/addons/:addon',
    described({ summary: 'Another plan of its service, while its users go on', body: planBody, answer: shapes.addon }),
    (request) => verbs(context, request).changePlan(request.params.app, request.params.addon, request.body.plan),
  );
  api.delete<{ Params: { app: string; addon: string }; Querystring: { confirm?: string } }>(
    '/api/apps/:app/addons/:addon',
    described({ summary: 'Destroys an add-on with its data', query: { confirm } }),
    async (request, reply) => {
      const { app, addon } = request.params;
      await verbs(context, request).destroyAddon(app, addon, request.query.confirm ?? '');
      return reply.code(204).send();
    },
  );
}
