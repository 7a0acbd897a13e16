import type { FastifyInstance } from 'fastify';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';
import type { DoorWish } from '../../rules/mirror.ts';

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
  door: { type: ['object', 'null'], additionalProperties: false, properties: { allow: texts, user: { type: ['string', 'null'] } } },
});
const count = { type: 'integer' };
const password = { type: ['string', 'null'] };
const changed = shapes.object({ mirror, password });
const made = shapes.object({
  password,
  mirror,
  check: shapes.object({ status: count, rows: { anyOf: [{ type: 'number' }, { type: 'null' }] } }),
});
const door = {
  type: ['object', 'null'],
  required: ['allow', 'user'],
  properties: { allow: texts, user: { type: ['string', 'null'] } },
};
const createBody = {
  type: 'object',
  required: ['name'],
  properties: { name: text, size: text, door },
};
const doorBody = { type: 'object', required: ['door'], properties: { door } };
const followBody = { type: 'object', required: ['follows'], properties: { follows: yes } };

/** Apps that run beside others on the same data. */
export function mirrorRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get('/api/mirrors', described({ summary: 'Mirrors, each held beside its primary', answer: shapes.listOf(mirror) }), (request) =>
    verbs(context, request).mirrors(),
  );
  api.post<OfApp & { Body: { name: string; size?: string; door?: DoorWish | null } }>(
    '/api/apps/:app/mirrors',
    described({ summary: 'Makes a mirror of this app; answers when it serves', body: createBody, answer: made }),
    (request) => verbs(context, request).createMirror(request.params.app, { size: null, door: null, ...request.body }),
  );
  api.put<OfApp & { Body: { door: DoorWish | null } }>(
    '/api/apps/:app/mirror/door',
    described({ summary: 'Who may come to the mirror; null: everybody', body: doorBody, answer: changed }),
    (request) => verbs(context, request).setMirrorDoor(request.params.app, request.body.door),
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
