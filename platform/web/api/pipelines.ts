import type { FastifyInstance } from 'fastify';
import type { ConfigAttachment, PipelineWish } from '../../control/pipeline-verbs.ts';
import { stages } from '../../rules/pipeline.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const text = { type: 'string' };
const names = shapes.listOf(text);
const textOrNull = { anyOf: [text, { type: 'null' }] };
const stage = { type: 'string', enum: stages };
const pipelineApp = shapes.object({ stage, app: text, release: { anyOf: [{ type: 'integer' }, { type: 'null' }] }, slug: textOrNull });
const pipeline = shapes.object({ name: text, apps: shapes.listOf(pipelineApp) });
const diff = shapes.object({
  staging: pipelineApp,
  production: pipelineApp,
  isSameBuild: { type: 'boolean' },
  onlyStaging: names,
  onlyProduction: names,
  processes: shapes.listOf(shapes.object({ type: text, staging: textOrNull, production: textOrNull })),
});
const ref = shapes.object({ app: text, key: text, source: text, sourceKey: text });
const joinBody = {
  type: 'object',
  required: ['pipeline', 'stage'],
  properties: { pipeline: text, stage, isNew: { type: 'boolean', default: false } },
};
const attachBody = { type: 'object', required: ['source', 'sourceKey'], properties: { source: text, sourceKey: text } };

/** Pipelines, and config vars that follow those of another app. */
export function pipelineRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get('/api/pipelines', described({ summary: 'All pipelines', answer: shapes.listOf(pipeline) }), (request) =>
    verbs(context, request).pipelines(),
  );
  api.put<OfApp & { Body: PipelineWish }>(
    '/api/apps/:app/pipeline',
    described({ summary: 'Puts the app at a stage of a pipeline', body: joinBody, answer: pipeline }),
    (request) => verbs(context, request).joinPipeline(request.params.app, request.body),
  );
  api.delete<OfApp>('/api/apps/:app/pipeline', described({ summary: 'Takes it out of its pipeline' }), async (request, reply) => {
    await verbs(context, request).leavePipeline(request.params.app);
    return reply.code(204).send();
  });
  api.get<OfApp>('/api/apps/:app/pipeline/diff', described({ summary: 'How staging and production differ', answer: diff }), (request) =>
    verbs(context, request).pipelineDiff(request.params.app),
  );
  api.post<OfApp & { Querystring: { evenLive?: boolean } }>(
    '/api/apps/:app/pipeline/promotions',
    described({
      summary: 'The build of this staging app as a release of production',
      query: { evenLive: { type: 'boolean', description: 'Also while an event of the production app is on' } },
      answer: shapes.object({ app: text, release: shapes.release }),
    }),
    (request) => verbs(context, request).promote(request.params.app, request.query),
  );
  configRefRoutes(api, context);
}

function configRefRoutes(api: FastifyInstance, context: ApiContext): void {
  const refs = shapes.object({ attached: shapes.listOf(ref), followers: shapes.listOf(ref) });
  api.get<OfApp>(
    '/api/apps/:app/config-refs',
    described({ summary: 'What follows other apps, and who follows', answer: refs }),
    (request) => verbs(context, request).configRefs(request.params.app),
  );
  api.put<{ Params: { app: string; key: string }; Body: Omit<ConfigAttachment, 'key'> }>(
    '/api/apps/:app/config-refs/:key',
    described({ summary: 'Lets a config var follow one of another app', body: attachBody, answer: shapes.release }),
    (request) => verbs(context, request).attachConfig(request.params.app, { ...request.body, key: request.params.key }),
  );
  api.delete<{ Params: { app: string; key: string } }>(
    '/api/apps/:app/config-refs/:key',
    described({ summary: 'It keeps its value and follows nobody' }),
    async (request, reply) => {
      await verbs(context, request).detachConfig(request.params.app, request.params.key);
      return reply.code(204).send();
    },
  );
}
