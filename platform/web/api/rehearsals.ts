import type { FastifyInstance } from 'fastify';
import type { RehearsalEnd, RehearsalTold, RehearsalWish } from '../../control/rehearsal-verbs.ts';
import type { PartWish } from '../../rules/rehearsal-resources.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

interface OfRehearsal {
  Params: { app: string; id: string };
}

const text = { type: 'string' };
const whatever = { type: ['object', 'null'], additionalProperties: true };
const rehearsal = {
  type: 'object',
  properties: { id: text, app: text, target: { type: ['string', 'null'] }, state: text, startedAt: text, plan: whatever, result: whatever },
};
const planBody = {
  type: 'object',
  required: ['plan'],
  properties: {
    plan: { type: 'object', additionalProperties: true, description: 'rehearsal.json' },
    confirm: { ...text, description: 'In place: the name of the app' },
    launch: { type: 'boolean', description: 'The platform starts the bots itself' },
  },
};
const reportBody = { type: 'object', properties: { says: text, second: { type: 'object' }, level: { type: 'object' } } };
const breakBody = { type: 'object', required: ['part', 'how'], properties: { part: text, how: { enum: ['kill', 'restart'] } } };
const endBody = {
  type: 'object',
  required: ['result', 'failure'],
  properties: { result: whatever, failure: { type: ['string', 'null'] } },
};

/** Bots that play an event beforehand. */
export function rehearsalRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>(
    '/api/apps/:app/rehearsals',
    described({ summary: 'Rehearsals, newest first', answer: shapes.listOf(rehearsal) }),
    (request) => verbs(context, request).rehearsals(request.params.app),
  );
  api.post<OfApp & { Body: RehearsalWish }>(
    '/api/apps/:app/rehearsals',
    described({ summary: 'Plans a rehearsal', body: planBody, answer: rehearsal, status: 201 }),
    async (request, reply) => reply.code(201).send(await verbs(context, request).planRehearsal(request.params.app, request.body)),
  );
  api.get<OfRehearsal>('/api/apps/:app/rehearsals/:id', described({ summary: 'One rehearsal', answer: rehearsal }), (request) =>
    verbs(context, request).rehearsal(request.params.app, request.params.id),
  );
  api.post<OfRehearsal>(
    '/api/apps/:app/rehearsals/:id/stage',
    described({ summary: 'Makes what is played with', answer: rehearsal }),
    (request) => verbs(context, request).stageRehearsal(request.params.app, request.params.id),
  );
  api.post<OfRehearsal & { Body: RehearsalTold }>(
    '/api/apps/:app/rehearsals/:id/report',
    described({ summary: 'What the bots see; whether they are to stop', body: reportBody, answer: { type: 'object' } }),
    (request) => verbs(context, request).reportRehearsal(request.params.app, request.params.id, request.body),
  );
  api.post<OfRehearsal & { Body: RehearsalEnd }>(
    '/api/apps/:app/rehearsals/:id/end',
    described({ summary: 'Its result, or why there is none', body: endBody, answer: rehearsal }),
    (request) => verbs(context, request).endRehearsal(request.params.app, request.params.id, request.body),
  );
  api.post<OfRehearsal & { Body: PartWish }>(
    '/api/apps/:app/rehearsals/:id/break',
    described({ summary: 'Breaks a part of the copy on purpose', body: breakBody, answer: rehearsal }),
    (request) => verbs(context, request).breakRehearsed(request.params.app, request.params.id, request.body),
  );
  api.post<OfRehearsal>(
    '/api/apps/:app/rehearsals/:id/stop',
    described({ summary: 'Asks the bots to stop', answer: rehearsal }),
    (request) => verbs(context, request).stopRehearsal(request.params.app, request.params.id),
  );
}
