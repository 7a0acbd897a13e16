import type { FastifyInstance } from 'fastify';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const text = { type: 'string' };
const yes = { type: 'boolean' };
const texts = shapes.listOf(text);
const mirror = shapes.object({
  app: text,
  primary: text,
  url: text,
  isByHand: yes,
  follows: yes,
  tookHost: yes,
  drift: texts,
  copied: texts,
});
const count = { type: 'integer' };
const made = shapes.object({ mirror, check: shapes.object({ status: count, rows: { anyOf: [{ type: 'number' }, { type: 'null' }] } }) });
const createBody = {
  type: 'object',
  required: ['name'],
  properties: { name: text, size: text },
};
const followBody = { type: 'object', required: ['follows'], properties: { follows: yes } };

/** Apps that run beside others on the same data. */
export function mirrorRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get('/api/mirrors', described({ summary: 'Mirrors, each held beside its primary', answer: shapes.listOf(mirror) }), (request) =>
    verbs(context, request).mirrors(),
  );
  api.post<OfApp & { Body: { name: string; size?: string } }>(
    '/api/apps/:app/mirrors',
    described({ summary: 'Makes a mirror of this app; answers when it serves', body: createBody, answer: made }),
    (request) => verbs(context, request).createMirror(request.params.app, { size: null, ...request.body }),
  );
  api.put<OfApp & { Body: { follows: boolean } }>(
    '/api/apps/:app/mirror/follow',
    described({ summary: 'Whether it gets each release of its primary', body: followBody, answer: mirror }),
    (request) => verbs(context, request).setMirrorFollow(request.params.app, request.body.follows),
  );
  api.post<OfApp>(
    '/api/apps/:app/mirror/resync',
    described({ summary: 'Makes the mirror like its primary again', answer: mirror }),
    (request) => verbs(context, request).resyncMirror(request.params.app),
  );
  api.post<OfApp>(
    '/api/apps/:app/mirror/promote',
    described({ summary: 'The mirror takes the place of its primary', answer: mirror }),
    (request) => verbs(context, request).promoteMirror(request.params.app),
  );
}
