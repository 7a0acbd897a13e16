import type { FastifyInstance } from 'fastify';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const text = { type: 'string' };
const state = shapes.object({ url: text, page: { type: ['object', 'null'] } });
const onBody = { type: 'object', required: ['on'], properties: { on: { type: 'boolean' } } };
const noteBody = { type: 'object', required: ['text'], properties: { text, nextMinutes: { type: 'integer' } } };

/** The page that says to everybody how an app stands. */
export function statusRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>('/api/apps/:app/status-page', described({ summary: 'Its public status page', answer: state }), (request) =>
    verbs(context, request).statusPage(request.params.app),
  );
  api.put<OfApp & { Body: { on: boolean } }>(
    '/api/apps/:app/status-page',
    described({ summary: 'Switches its public status page on or off', body: onBody, answer: state }),
    (request) => verbs(context, request).setStatusPage(request.params.app, request.body.on),
  );
  api.post<OfApp & { Body: { text: string; nextMinutes?: number } }>(
    '/api/apps/:app/status-page/notes',
    described({ summary: 'Says something on its public status page', body: noteBody, answer: state }),
    (request) => verbs(context, request).addStatusNote(request.params.app, { nextMinutes: null, ...request.body }),
  );
}
