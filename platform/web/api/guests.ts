import type { FastifyInstance } from 'fastify';
import { sourceIn, uploadLimitBytes } from './builds.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const text = { type: 'string' };
const yes = { type: 'boolean' };
const count = { type: 'integer' };
const orNull = (type: string) => ({ type: [type, 'null'] });
const upgrade = shapes.object({
  id: count,
  app: text,
  build: text,
  ref: orNull('string'),
  rehearses: yes,
  state: text,
  before: count,
  backups: shapes.listOf(shapes.object({ database: text, backup: count })),
  failure: orNull('string'),
  isUndone: yes,
  startedAt: text,
  seconds: orNull('number'),
  actor: text,
});
const query = {
  ref: { type: 'string', maxLength: 200, description: 'The version that the source is of' },
  rehearses: { type: 'boolean', default: false, description: 'On a copy with a backup of the data first' },
};

const guest = shapes.object({ source: text, ref: orNull('string'), isPublic: yes });
const confirm = { ...text, description: 'The name of the app again' };
const upgradeBody = {
  type: 'object',
  required: ['ref', 'confirm'],
  additionalProperties: false,
  properties: { ref: { type: ['string', 'null'], maxLength: 200 }, rehearses: { ...yes, default: false }, confirm },
};
const confirmBody = { type: 'object', required: ['confirm'], additionalProperties: false, properties: { confirm } };

/** Another version of a guest: a tar archive (application/x-tar), or a folder of this machine. */
export function guestRoutes(api: FastifyInstance, context: ApiContext): void {
  api.post<OfApp & { Querystring: { ref?: string; rehearses: boolean } }>(
    '/api/apps/:app/upgrades',
    {
      bodyLimit: uploadLimitBytes,
      ...described({ summary: 'Begins an upgrade of build and data together', answer: upgrade, status: 201, query }),
    },
    async (request, reply) => {
      const { ref = null, rehearses } = request.query;
      const source = sourceIn(request.body, context, undefined);
      return reply.code(201).send(await verbs(context, request).startUpgrade(request.params.app, source, { ref, rehearses }));
    },
  );
  api.get<OfApp>(
    '/api/apps/:app/upgrades',
    described({ summary: 'Its upgrades, newest first', answer: shapes.listOf(upgrade) }),
    (request) => verbs(context, request).upgrades(request.params.app),
  );
  api.get<{ Params: { app: string; id: string } }>(
    '/api/apps/:app/upgrades/:id',
    described({ summary: 'One upgrade', answer: upgrade }),
    (request) => verbs(context, request).upgrade(request.params.app, Number(request.params.id)),
  );
  fetchedRoutes(api, context);
}

/** The guest's source, where the platform fetches it; and an upgrade taken back. */
function fetchedRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>(
    '/api/apps/:app/guest',
    described({ summary: 'What it was made of; null: its project does not say', answer: { anyOf: [guest, { type: 'null' }] } }),
    async (request, reply) => reply.send(await verbs(context, request).guest(request.params.app)),
  );
  api.get<OfApp>(
    '/api/apps/:app/guest/versions',
    described({ summary: 'Versions that its source has, newest first', answer: shapes.listOf(text) }),
    (request) => verbs(context, request).guestVersions(request.params.app),
  );
  api.post<OfApp & { Body: { ref: string | null; rehearses: boolean; confirm: string } }>(
    '/api/apps/:app/guest/upgrades',
    described({ summary: 'Fetches a version of its source and begins the upgrade', body: upgradeBody, answer: upgrade, status: 201 }),
    async (request, reply) => reply.code(201).send(await verbs(context, request).upgradeGuest(request.params.app, request.body)),
  );
  api.post<{ Params: { app: string; id: string }; Body: { confirm: string } }>(
    '/api/apps/:app/upgrades/:id/take-back',
    described({ summary: 'Build and data as before an upgrade that is done', body: confirmBody, answer: upgrade }),
    (request) => {
      const { app, id } = request.params;
      return verbs(context, request).takeUpgradeBack(app, Number(id), request.body.confirm);
    },
  );
}
