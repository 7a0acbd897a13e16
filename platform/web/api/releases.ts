import type { FastifyInstance } from 'fastify';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const patchBody = { type: 'object', additionalProperties: { type: ['string', 'null'] } };
const seenVersion = { type: 'integer', description: 'The version of `config-vars/names` that you saw: refused when it is another by now' };
const rollbackBody = {
  type: 'object',
  properties: {
    version: {
      type: ['integer', 'null'],
      minimum: 1,
      description: 'null: the last successful build before the present',
    },
    withConfig: { type: 'boolean', default: false },
    evenLive: { type: 'boolean', default: false, description: 'Also while an event of the app is on' },
    seen: { type: 'integer', description: 'The version that you saw serving: refused when another one serves by now' },
  },
};

/** Config vars and releases. */
export function releaseRoutes(api: FastifyInstance, context: ApiContext): void {
  const only = { type: 'string', description: 'The value of this one' };
  api.get<OfApp & { Querystring: { only?: string } }>(
    '/api/apps/:app/config-vars',
    described({ summary: 'Config vars', query: { only }, answer: shapes.configVars }),
    (request) => verbs(context, request).config(request.params.app, request.query.only),
  );
  api.get<OfApp>(
    '/api/apps/:app/config-vars/names',
    described({ summary: 'Names of the config vars, and the number that changes with any of them', answer: shapes.configKeys }),
    (request) => verbs(context, request).configKeys(request.params.app),
  );
  api.patch<OfApp & { Body: Record<string, string | null>; Querystring: { restart: boolean; seen?: number } }>(
    '/api/apps/:app/config-vars',
    described({
      summary: 'Sets config vars, null removes one; one release',
      body: patchBody,
      query: { restart: { type: 'boolean', default: true }, seen: seenVersion },
      answer: shapes.configChanged,
    }),
    (request) => verbs(context, request).setConfig(request.params.app, { set: request.body, ...request.query }),
  );
  historyRoutes(api, context);
}

function historyRoutes(api: FastifyInstance, context: ApiContext): void {
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
  api.get<{ Params: { app: string; version: number } }>(
    '/api/apps/:app/releases/:version/diff',
    {
      schema: {
        ...described({ summary: 'What it changed against the one before', answer: shapes.releaseDiff }).schema,
        params: versionParams,
      },
    },
    (request) => verbs(context, request).releaseDiff(request.params.app, request.params.version),
  );
  api.post<OfApp & { Body: { version?: number | null; withConfig: boolean; evenLive: boolean; seen?: number } }>(
    '/api/apps/:app/releases',
    described({ summary: 'Rolls back: a new release with an older build', body: rollbackBody, answer: shapes.release }),
    (request) => {
      const { version = null, ...wish } = request.body;
      return verbs(context, request).rollback(request.params.app, { version, ...wish });
    },
  );
}

const versionParams = { type: 'object', properties: { app: { type: 'string' }, version: { type: 'integer' } } };
