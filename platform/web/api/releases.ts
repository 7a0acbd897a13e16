import type { FastifyInstance } from 'fastify';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const patchBody = { type: 'object', additionalProperties: { type: ['string', 'null'] } };
const rollbackBody = {
  type: 'object',
  properties: {
    version: {
      type: ['integer', 'null'],
      minimum: 1,
      description: 'null: the last successful build before the present',
    },
    withConfig: { type: 'boolean', default: false },
  },
};

/** Config vars and releases. */
export function releaseRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>('/api/apps/:app/config-vars', described({ summary: 'Config vars', answer: shapes.configVars }), (request) =>
    verbs(context, request).config(request.params.app),
  );
  api.patch<OfApp & { Body: Record<string, string | null>; Querystring: { restart: boolean } }>(
    '/api/apps/:app/config-vars',
    described({
      summary: 'Sets config vars, null removes one; one release',
      body: patchBody,
      query: { restart: { type: 'boolean', default: true } },
      answer: shapes.configChanged,
    }),
    (request) => verbs(context, request).setConfig(request.params.app, { set: request.body, restart: request.query.restart }),
  );
  api.get<OfApp>(
    '/api/apps/:app/releases',
    described({ summary: 'Releases, newest first', answer: shapes.listOf(shapes.release) }),
    (request) => verbs(context, request).releases(request.params.app),
  );
  api.get<{ Params: { app: string; version: number } }>(
    '/api/apps/:app/releases/:version',
    { schema: { ...described({ summary: 'One release', answer: shapes.release }).schema, params: versionParams } },
    (request) => verbs(context, request).release(request.params.app, request.params.version),
  );
  api.get<{ Params: { app: string; version: number } }>(
    '/api/apps/:app/releases/:version/output',
    {
      schema: {
        ...described({ summary: 'What its release phase wrote', answer: shapes.listOf(shapes.logLine) }).schema,
        params: versionParams,
      },
    },
    (request) => verbs(context, request).releaseOutput(request.params.app, request.params.version),
  );
  api.post<OfApp & { Body: { version?: number | null; withConfig: boolean } }>(
    '/api/apps/:app/releases',
    described({ summary: 'Rolls back: a new release with an older build', body: rollbackBody, answer: shapes.release }),
    (request) => {
      const { version = null, withConfig } = request.body;
      return verbs(context, request).rollback(request.params.app, { version, withConfig });
    },
  );
}

const versionParams = { type: 'object', properties: { app: { type: 'string' }, version: { type: 'integer' } } };
