import type { FastifyInstance } from 'fastify';
import type { ProjectPage } from '../../rules/project-page.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const text = { type: 'string' };
const fields = {
  path: text,
  title: text,
  description: text,
  people: text,
  licence: text,
  cite: text,
  demo: { type: ['string', 'null'] },
  offersSource: { type: 'boolean' },
};
const page = { type: ['object', 'null'], required: Object.keys(fields), properties: fields };
const state = shapes.object({ url: text, page, hasSource: { type: 'boolean' } });
const body = { type: 'object', required: ['page'], properties: { page } };

/** The page that says to everybody what an app is. */
export function projectRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>('/api/apps/:app/project-page', described({ summary: 'Its public project page', answer: state }), (request) =>
    verbs(context, request).projectPage(request.params.app),
  );
  api.put<OfApp & { Body: { page: ProjectPage | null } }>(
    '/api/apps/:app/project-page',
    described({ summary: 'Publishes its project page; null takes it away', body, answer: state }),
    (request) => verbs(context, request).setProjectPage(request.params.app, request.body.page),
  );
}
